/** One of thirteen points within six pixels, another one each minute, so that nothing burns in. */
export function burnIn(now) {
  const point = Math.floor(now / 60_000) % 13;
  return `translate(${point - 6}px,${((point * 5) % 13) - 6}px)`;
}
