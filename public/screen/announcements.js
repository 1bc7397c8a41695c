// Which announcements hold now. The server sends the whole list at every change; that one begins or ends is found out
// here, by the server's clock, so that it happens without a connection as well.

/** Reads what the server says, leaving out what cannot be shown. */
export function readAnnouncements({ list }) {
  return (Array.isArray(list) ? list : []).filter(isAnnouncement).map((one) => ({
    id: one.id,
    isUrgent: one.urgent === true,
    title: trimmed(one.title),
    text: trimmed(one.text),
    issuer: trimmed(one.issuer),
    scope: trimmed(one.scope),
    help: trimmed(one.help),
    begins: one.begins_at,
    ends: one.ends_at,
    sent: Number.isFinite(one.sent) ? one.sent : null,
    painted: Number.isFinite(one.painted) ? one.painted : null,
  }));
}

/** What holds at a moment: the urgent ones first, the newest before the others. */
export function holding(list, now) {
  return list
    .filter(({ begins, ends }) => begins <= now && now < ends)
    .sort((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || b.begins - a.begins || b.id - a.id);
}

const trimmed = (value) => (typeof value === "string" ? value.trim() : "");

const isAnnouncement = (one) =>
  Number.isFinite(one?.id) &&
  Number.isFinite(one.begins_at) &&
  Number.isFinite(one.ends_at) &&
  (trimmed(one.title) !== "" || trimmed(one.text) !== "");
