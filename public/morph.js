// Makes a piece of a page like another one, in place: nodes of the same kind stay, with the focus and the
// scrolling in them, and only text and attributes that differ are written.
//
// What has `data-keep` is left as it is, with all in it, whether the other page has it or not. A node with an
// `id` is known by it where lists move.

/** Makes the content of `shown` that of `fresh`, which is used up. */
export function morph(shown, fresh) {
  if (shown.hasAttribute("data-keep")) return;
  attributes(shown, fresh);
  children(shown, fresh);
}

function attributes(shown, fresh) {
  for (const { name } of [...shown.attributes]) {
    if (!fresh.hasAttribute(name) && !isReaders(shown, name)) shown.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (shown.getAttribute(name) !== value && !isReaders(shown, name)) shown.setAttribute(name, value);
  }
}

/** What whoever is at the page has opened stays open. */
const isReaders = (element, name) => name === "open" && element.localName === "details";

function children(shown, fresh) {
  let at = skipKept(shown.firstChild);
  for (const node of [...fresh.childNodes]) {
    if (node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-keep") && has(shown, node)) continue;
    const match = find(at, node);
    if (!match) {
      shown.insertBefore(document.adoptNode(node), at);
      continue;
    }
    if (match === at) at = skipKept(at.nextSibling);
    else shown.insertBefore(match, at);
    if (match.nodeType === Node.ELEMENT_NODE) morph(match, node);
    else if (match.data !== node.data) match.data = node.data;
  }
  while (at) {
    const next = skipKept(at.nextSibling);
    at.remove();
    at = next;
  }
}

function skipKept(node) {
  let at = node;
  while (at?.nodeType === Node.ELEMENT_NODE && at.hasAttribute("data-keep")) at = at.nextSibling;
  return at;
}

/** Whether what is to be kept is there already. */
const has = (shown, node) =>
  [...shown.children].some((child) => child.hasAttribute("data-keep") && isAlike(child, node));

/** The node that goes on as `node`: the next one where it is of its kind, else one further on that is more alike. */
function find(at, node) {
  if (!at || isAlike(at, node)) return at;
  if (node.nodeType !== Node.ELEMENT_NODE) return undefined;
  for (let other = skipKept(at.nextSibling); other; other = skipKept(other.nextSibling)) {
    if (isAlike(other, node) && other.getAttribute("class") === node.getAttribute("class")) return other;
  }
  return undefined;
}

const isAlike = (one, other) =>
  one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
