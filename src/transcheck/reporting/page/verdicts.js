// What the editor says about each root cause: kept by the browser where it lets us, exported and imported.

const STORE = `transcheck:verdicts:${DATA.report}`;
const EXPORTED = [
  "finding_id", "other_finding_ids", "group_id", "doc_id", "system", "id", "rule", "severity", "entity", "entity_kind",
  "target_text", "suggestion", "message", "status", "editor_note",
];
// What a spreadsheet takes for the beginning of a formula: the same as for findings.csv.
const FORMULA = /^'*[=+\-@\t\r\n\0＝＋－＠]/;

const store = { works: true, unsaved: false };

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

for (const group of DATA.groups) setPreset(group);
store.works = remember("transcheck:probe", "1");
loadVerdicts();

function setPreset(group) {
  group.status = group.preset.status;
  group.editor_note = group.preset.editor_note;
}

function idsOf(group) {
  return group.places.map((place) => DATA.findings[place].finding_id);
}

/** Verdicts of an earlier visit, of the same findings; a note that changed in findings.csv since then wins. */
function loadVerdicts() {
  const kept = parsed(recall(STORE));
  for (const group of DATA.groups) {
    const verdict = kept && Object.hasOwn(kept, group.group_id) ? kept[group.group_id] : null;
    if (!isVerdict(verdict) || !Array.isArray(verdict.ids)) continue;
    const same = idsOf(group).some((id) => verdict.ids.includes(id));
    if (same && verdict.base === JSON.stringify(group.preset)) Object.assign(group, pick(verdict));
  }
}

function saveVerdicts() {
  const entries = DATA.groups.filter(isChanged).map((group) => [
    group.group_id,
    { ...pick(group), ids: idsOf(group), base: JSON.stringify(group.preset) },
  ]);
  store.works = remember(STORE, JSON.stringify(Object.fromEntries(entries)));
  store.unsaved = !store.works;
}

function isChanged(group) {
  return group.status !== group.preset.status || group.editor_note !== group.preset.editor_note;
}

function isVerdict(value) {
  return Boolean(value) && typeof value.status === "string" && typeof value.editor_note === "string";
}

function pick(verdict) {
  return { status: verdict.status, editor_note: verdict.editor_note };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How many root causes somebody decided on. */
function decided() {
  return DATA.groups.filter((group) => group.status !== "").length;
}

/** One row a root cause, worst first, with the columns of findings.csv. */
function verdictRows() {
  return DATA.groups.map((group) => {
    const worst = DATA.findings[group.worst];
    const segment = DATA.segments[worst.segment];
    const others = group.places.filter((place) => place !== group.worst);
    const row = {
      ...worst, ...pick(group),
      other_finding_ids: others.map((place) => DATA.findings[place].finding_id).join(" "),
      group_id: group.group_id, doc_id: segment.doc_id, system: segment.system, id: segment.id,
    };
    return Object.fromEntries(EXPORTED.map((name) => [name, row[name] === undefined ? "" : row[name]]));
  });
}

function guarded(text) {
  return FORMULA.test(text) ? `'${text}` : text;
}

function csvCell(value) {
  const text = guarded(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function verdictsCsv() {
  const lines = verdictRows().map((row) => EXPORTED.map((name) => csvCell(row[name])).join(","));
  return `\ufeff${[EXPORTED.join(","), ...lines].map((line) => `${line}\r\n`).join("")}`;
}

function verdictsJson() {
  const content = { format: "transcheck-verdicts", version: 1, report: DATA.report, verdicts: verdictRows() };
  return `${JSON.stringify(content, null, 1)}\n`;
}

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  store.unsaved = false;
}

/** Take over exported verdicts; blank ones say nothing. Returns what to tell the editor, or null for other files. */
function importVerdicts(text) {
  const content = parsed(text);
  if (!content || content.format !== "transcheck-verdicts" || !Array.isArray(content.verdicts)) return null;
  const told = content.verdicts.filter((one) => isVerdict(one) && (one.status || one.editor_note));
  const named = new Map(DATA.groups.map((group) => [group.group_id, [group]]));
  const found = groupsByFinding();
  let missed = 0;
  for (const verdict of told) {
    const groups = named.get(verdict.group_id) || sharing(verdict, found);
    for (const group of groups) Object.assign(group, pick(verdict));
    if (groups.length === 0) missed += 1;
  }
  saveVerdicts();
  const rest = missed ? `; ${missed} belong to nothing in this report` : "";
  return `${plural(told.length - missed, "verdict")} taken over${rest}.`;
}

function groupsByFinding() {
  const found = new Map();
  for (const group of DATA.groups) {
    for (const id of idsOf(group)) found.set(id, [...(found.get(id) || []), group]);
  }
  return found;
}

/** In a renamed document the root causes have other names: those that share a finding. */
function sharing(verdict, found) {
  const ids = [verdict.finding_id, ...String(verdict.other_finding_ids || "").split(" ")];
  return [...new Set(ids.flatMap((id) => found.get(id) || []))];
}
