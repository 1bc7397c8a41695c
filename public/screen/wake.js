// Keeps the panel's screen from going dark by itself, where the browser can; it gives up whenever the page is hidden.

export function stayAwake() {
  if (!navigator.wakeLock) return;
  let lock = null;
  const ask = async () => {
    if (document.hidden || (lock && !lock.released)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
    } catch {
      // A battery that runs low, or an operator's policy: the next time it is looked at, it is asked again.
    }
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
