// Units to choose from, as one writes.

let asked = 0;

/** Offers the units at and below `within` that match what an input holds; gives them. */
export async function offerUnits(input, list, within) {
  const turn = ++asked;
  const query = new URLSearchParams({ q: input.value.trim() });
  const response = await fetch(`/api/v1/units?${query}`);
  if (!response.ok || turn !== asked) return [];
  const { units } = await response.json();
  const isOurs = ({ code, path }) => code === within || path.some((above) => above.code === within);
  const ours = units.filter(isOurs);
  list.replaceChildren(
    ...ours.map(({ code, name, path }) => {
      const option = document.createElement("option");
      option.value = code;
      option.label = [...path.slice(1).map((above) => above.name), name].join(" › ");
      return option;
    }),
  );
  return ours;
}
