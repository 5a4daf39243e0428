/** Filters of the lookup: which values a procedure has, what they leave, how many there are. Pure functions. */

/** The filters in the order in which they stand on the page; `kind` says how the index holds their values. */
export const FACETS = [
  { name: "linh_vuc", kind: "one" },
  { name: "cap", kind: "bits" },
  { name: "doi_tuong", kind: "bits" },
  { name: "co_quan", kind: "list" },
  { name: "muc_do", kind: "one" },
  { name: "kenh", kind: "bits" },
  { name: "muc_phi", kind: "one" },
  { name: "thoi_gian", kind: "one" },
  { name: "trang_thai", kind: "one" },
];

const codeOf = (value) => (Array.isArray(value) ? value[0] : value);

/** Return the positions, in the list of the facet, of the values that a row has. */
function positionsOf(data, row, { name, kind }) {
  const value = data[name]?.[row];
  if (value === undefined || value === -1) return [];
  if (kind === "one") return [value];
  if (kind === "list") return value;
  return data.danh_muc[name].flatMap((_, i) => (value & (1 << i) ? [i] : []));
}

/** Tell whether a row has one of the chosen values in each facet where any is chosen; `except` leaves one facet out. */
export function passes(data, row, filters, except = "") {
  return FACETS.every((facet) => {
    const chosen = filters[facet.name] ?? [];
    if (chosen.length === 0 || facet.name === except) return true;
    return positionsOf(data, row, facet).some((i) => chosen.includes(codeOf(data.danh_muc[facet.name][i])));
  });
}

/** Return for each facet a map from value to the number of rows that it leaves beside the other facets' choices. */
export function countFacets(data, rows, filters) {
  const isChosen = FACETS.some(({ name }) => (filters[name] ?? []).length > 0);
  return Object.fromEntries(
    FACETS.filter(({ name }) => data[name]).map((facet) => {
      const totals = new Int32Array(data.danh_muc[facet.name].length);
      for (const row of rows) {
        if (isChosen && !passes(data, row, filters, facet.name)) continue;
        for (const position of positionsOf(data, row, facet)) totals[position]++;
      }
      return [facet.name, new Map(data.danh_muc[facet.name].map((value, i) => [codeOf(value), totals[i]]))];
    }),
  );
}
