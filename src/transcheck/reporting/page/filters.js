// Which segments and findings are shown, in which order. Nothing chosen means everything.

const ORDERS = [
  { name: "order", label: "document order" },
  ...METRICS.filter((metric) => metric.name !== "ter").map((metric) => ({
    name: metric.name,
    label: metric.name === "penalty" ? "worst first (penalty)" : `${metric.label}, lowest first`,
  })),
];
const VERDICTS = {
  open: (group) => group.status === "",
  accepted: (group) => group.status === "accepted",
  rejected: (group) => group.status === "rejected",
  other: (group) => !["", "accepted", "rejected"].includes(group.status),
  noted: (group) => group.editor_note !== "",
};

const filters = blankFilters();
const view = { segments: [], page: 0, sort: "order" };

function blankFilters() {
  return {
    search: "", severity: new Set(), rule: new Set(), entity: "", kind: "", document: "", system: "",
    verdict: "", only: false, unknown: false,
  };
}

/** Text as it is compared: case, width and compatibility forms make no difference. */
function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

function foldedSegment(segment) {
  segment.folded ??= folded(
    [segment.id, segment.source, segment.target, segment.reference].filter(Boolean).join("\n"),
  );
  return segment.folded;
}

function foldedFinding(finding) {
  finding.folded ??= folded(
    [finding.message, finding.suggestion, finding.entity, finding.rule, ruleName(finding)].filter(Boolean).join("\n"),
  );
  return finding.folded;
}

function narrowed() {
  const f = filters;
  return Boolean(f.severity.size || f.rule.size || f.entity || f.kind || f.verdict || f.only || f.unknown);
}

function passes(finding) {
  const f = filters;
  if (f.severity.size && !f.severity.has(finding.severity)) return false;
  if (f.rule.size && !f.rule.has(finding.rule)) return false;
  if (f.kind && finding.entity_kind !== f.kind) return false;
  if (f.entity && !folded(`${finding.entity || ""}\n${finding.target_text || ""}`).includes(folded(f.entity))) return false;
  if (f.unknown && finding.known) return false;
  return !f.verdict || VERDICTS[f.verdict](finding.group);
}

/** Choose and sort the segments anew. */
function choose() {
  const needle = folded(filters.search);
  const narrow = narrowed();
  view.segments = DATA.segments.filter((segment) => {
    if (filters.document && segment.doc_id !== filters.document) return false;
    if (filters.system && segment.system !== filters.system) return false;
    segment.shown = segment.findings.filter(passes);
    if (narrow && segment.shown.length === 0) return false;
    if (!needle || foldedSegment(segment).includes(needle)) return true;
    return segment.shown.some((finding) => foldedFinding(finding).includes(needle));
  });
  if (view.sort !== "order") view.segments.sort(comparison(view.sort));
  view.page = 0;
}

/** Worst first; segments without that score come last, equals stay in document order. */
function comparison(metric) {
  const sign = metric === "penalty" ? -1 : 1;
  const key = (segment) => {
    const value = segment.scores[metric];
    return value === undefined ? Infinity : sign * value;
  };
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    return x === y ? a.number - b.number : x - y;
  };
}

function buildForm() {
  byId("form").append(
    field("Search", h("input", { type: "search", id: "search", placeholder: "中文 or English, messages too" })),
    checks("Severity", SEVERITIES.map((name) => ({ name, label: capital(name), count: countBy("severity", name) })), "severity"),
    ruleChecks(),
    ...pairField(),
    ...choice("document", "Document", unique((one) => one.doc_id)),
    ...choice("system", "System", unique((one) => one.system)),
    field("Verdict", options("verdict", [
      ["", "All"], ["open", "Open"], ["accepted", "Accepted"], ["rejected", "Rejected"],
      ...(DATA.groups.some(VERDICTS.other) ? [["other", "Other"]] : []), ["noted", "With a note"],
    ])),
    check("only", "Only segments with findings"),
    ...(DATA.findings.some((one) => one.known) ? [check("unknown", "Hide known findings")] : []),
    h("button", { type: "button", id: "clear", onclick: clearFilters }, "Clear filters"),
  );
}

function countBy(name, value) {
  return DATA.findings.filter((finding) => finding[name] === value).length;
}

function unique(pick) {
  return [...new Set(DATA.segments.map(pick))];
}

function field(label, control) {
  return h("label", { class: "field" }, h("span", {}, label), control);
}

function options(id, pairs) {
  return h("select", { id }, pairs.map(([value, label]) => h("option", { value }, label)));
}

function choice(id, label, values) {
  if (values.length < 2) return [];
  return [field(label, options(id, [["", "All"], ...values.filter(Boolean).map((value) => [value, value])]))];
}

function check(id, label) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", id }), h("span", {}, label));
}

function checks(legend, items, group) {
  const boxes = items.filter((item) => item.count).map((item) => checkItem(item, group));
  return h("fieldset", { "data-filter": group }, h("legend", {}, legend), boxes.length ? boxes : h("p", { class: "muted" }, "none"));
}

function checkItem(item, group) {
  return h(
    "label",
    { class: "check" },
    h("input", { type: "checkbox", "data-group": group, value: item.name }),
    h("span", { class: group === "severity" ? `dot ${item.name}` : "" }, item.label),
    h("span", { class: "number" }, String(item.count)),
  );
}

/** The rules that found something, by family; a family's box chooses all of them. */
function ruleChecks() {
  const codes = [...new Set(DATA.findings.map((finding) => finding.rule))].sort();
  const known = Object.keys(DATA.families);
  const families = [...new Set([...known, ...codes.map(familyOf)])].filter((letter) => codes.some((code) => familyOf(code) === letter));
  const lists = families.map((letter) => {
    const own = codes.filter((code) => familyOf(code) === letter);
    const count = own.reduce((sum, code) => sum + countBy("rule", code), 0);
    const items = own.map((code) => ({ name: code, label: `${code} ${nameOfRule(code)}`, count: countBy("rule", code) }));
    return h("div", { class: "family" },
      checkItem({ name: letter, label: familyName(letter), count }, "family"),
      h("div", { class: "rules", role: "group", "aria-label": familyName(letter) }, items.map((item) => checkItem(item, "rule"))));
  });
  return h("fieldset", {}, h("legend", {}, "Family and rule"), lists.length ? h("div", { class: "scroll" }, lists) : h("p", { class: "muted" }, "none"));
}

function nameOfRule(code) {
  const finding = DATA.findings.find((one) => one.rule === code);
  return finding ? inWords(finding.name) : "";
}

function pairField() {
  const names = [...new Set(DATA.findings.map((one) => one.entity).filter(Boolean))].sort();
  const kinds = [...new Set(DATA.findings.filter((one) => one.entity).map((one) => one.entity_kind))].sort();
  if (!names.length) return [];
  return [
    field("Person or other entity", h("input", { id: "entity", list: "entities", placeholder: "何志远" })),
    h("datalist", { id: "entities" }, names.map((name) => h("option", { value: name, lang: "zh-Hans" }))),
    field("Kind of entity", options("kind", [["", "All"], ...kinds.map((kind) => [kind, capital(kind)])])),
  ];
}

/** Read the form into `filters`. */
function readForm() {
  const chosen = (group) => new Set([...document.querySelectorAll(`input[data-group=${group}]:checked`)].map((box) => box.value));
  const value = (id) => (byId(id) ? byId(id).value : "");
  const ticked = (id) => Boolean(byId(id) && byId(id).checked);
  Object.assign(filters, {
    search: value("search").trim(), severity: chosen("severity"), rule: chosen("rule"), entity: value("entity").trim(),
    kind: value("kind"), document: value("document"), system: value("system"), verdict: value("verdict"),
    only: ticked("only"), unknown: ticked("unknown"),
  });
}

/** A family's box follows its rules, and the rules a family's box that was clicked. */
function tieFamilies(changed) {
  for (const family of document.querySelectorAll(".family")) {
    const [box, ...rules] = family.querySelectorAll("input");
    if (changed === box) for (const rule of rules) rule.checked = box.checked;
    const count = rules.filter((rule) => rule.checked).length;
    box.checked = count === rules.length;
    box.indeterminate = count > 0 && count < rules.length;
  }
}

function clearFilters() {
  byId("form").reset();
  tieFamilies(null);
  refresh();
}
