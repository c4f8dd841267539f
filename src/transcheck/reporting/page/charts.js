// The overview: figures, findings by family and severity, how the scores are spread, what was checked.

const BINS = 20;

function buildOverview() {
  byId("overview").append(
    h("div", { class: "panels" }, figures(), familyChart(), ...(METRICS.length ? [scorePanel()] : [])),
    checkedPanel(),
  );
}

function figures() {
  const s = DATA.summary;
  return h("div", { class: "panel" },
    h("h2", {}, "Findings"),
    h("p", { class: "big" }, h("b", {}, DATA.findings.length.toLocaleString("en")),
      ` in ${plural(DATA.segments.length, "segment")}`),
    h("dl", { class: "severities" }, SEVERITIES.filter((name) => countBy("severity", name) || name !== "neutral").map((name) =>
      h("div", {}, h("dt", { class: `dot ${name}` }, capital(name)), h("dd", {}, countBy("severity", name).toLocaleString("en"))))),
    h("p", { class: "muted" }, `${plural(DATA.groups.length, "root cause")} in all`,
      s.known ? `, ${s.known.toLocaleString("en")} of the findings known` : ""),
    s.fail_on === "never" ? null : h("p", { class: s.passed ? "muted" : "failed" },
      s.passed ? `Passes: nothing ${s.fail_on} or worse.` : `Fails: something is ${s.fail_on} or worse.`));
}

/** A row a family: its name chooses it, a bar shows its severities. */
function familyChart() {
  const letters = [...new Set(DATA.findings.map((one) => familyOf(one.rule)))];
  const rows = letters.map((letter) => {
    const own = DATA.findings.filter((one) => familyOf(one.rule) === letter);
    return { letter, total: own.length, counts: SEVERITIES.map((name) => own.filter((one) => one.severity === name).length) };
  });
  rows.sort((a, b) => b.total - a.total || (a.letter < b.letter ? -1 : 1));
  const most = Math.max(1, ...rows.map((row) => row.total));
  return h("div", { class: "panel" },
    h("h2", {}, "By family and severity"),
    rows.length ? h("table", { class: "bars" },
      h("thead", { class: "hidden" }, h("tr", {}, ["Family", "Severities", "Findings"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows.map((row) => familyRow(row, most)))) : h("p", { class: "muted" }, "Nothing was found."));
}

function familyRow(row, most) {
  const told = SEVERITIES.map((name, index) => [name, row.counts[index]]).filter(([, count]) => count);
  return h("tr", {},
    h("th", { scope: "row" }, h("button", { type: "button", class: "link", onclick: () => chooseFamily(row.letter) }, familyName(row.letter))),
    h("td", { class: "bar" }, stackedBar(told, most)),
    h("td", { class: "number" }, row.total.toLocaleString("en")));
}

function stackedBar(told, most) {
  const label = told.map(([name, count]) => `${count} ${name}`).join(", ");
  let left = 0;
  const pieces = told.map(([name, count]) => {
    const piece = svg("rect", { x: left, y: 0, width: (count / most) * 100, height: 10, class: `fill ${name}` });
    left += (count / most) * 100;
    return piece;
  });
  return svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": label },
    svg("title", {}, label), ...pieces);
}

function chooseFamily(letter) {
  for (const box of document.querySelectorAll("input[data-group=family]")) {
    box.checked = box.value === letter;
    tieFamilies(box);
  }
  refresh();
  byId("segments").focus();
}

function scorePanel() {
  const panel = h("div", { class: "panel" });
  const chart = h("div", {});
  const draw = (name) => chart.replaceChildren(...histogram(METRICS.find((metric) => metric.name === name)));
  const first = ["estimate", "semantic", "chrf", "bleu", "penalty", "ter"].find((name) => METRICS.some((one) => one.name === name));
  const picker = h("select", { id: "metric", class: "screen", "aria-label": "Score shown", onchange: (event) => draw(event.target.value) },
    METRICS.map((metric) => h("option", { value: metric.name, selected: metric.name === first }, metric.label)));
  panel.append(h("div", { class: "panel-head" }, h("h2", {}, "Scores"), picker), chart);
  draw(first);
  return panel;
}

function histogram(metric) {
  const values = DATA.segments.map((one) => one.scores[metric.name]).filter((value) => value !== undefined).sort((a, b) => a - b);
  const low = metric.low;
  const high = metric.high === undefined ? Math.max(1, values.at(-1)) : metric.high;
  const bins = Array(BINS).fill(0);
  for (const value of values) bins[binOf(value, low, high)] += 1;
  const most = Math.max(1, ...bins);
  const middle = values[Math.floor((values.length - 1) / 2)];
  const label = `${metric.label}: ${plural(values.length, "segment")}, from ${number(values[0])} to ${number(values.at(-1))}, median ${number(middle)}`;
  const bars = bins.map((count, index) =>
    svg("rect", { x: index * 10 + 1, y: 60 - (count / most) * 60, width: 8, height: (count / most) * 60, class: "fill score" },
      svg("title", {}, plural(count, "segment"))));
  return [
    svg("svg", { viewBox: "0 0 200 60", preserveAspectRatio: "none", role: "img", "aria-label": label, class: "histogram" }, ...bars),
    h("p", { class: "axis muted" }, h("span", {}, number(low)), h("span", {}, `${metric.label}, median ${number(middle)}`), h("span", {}, number(high))),
  ];
}

function binOf(value, low, high) {
  return Math.max(0, Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS)));
}

/** What was checked and what was not: nobody shall take silence for a clean text. */
function checkedPanel() {
  const s = DATA.summary;
  const missing = s.failures.length + s.problems.length;
  return h("details", { class: "checked", open: missing > 0 },
    h("summary", {}, "What was checked", missing ? h("span", { class: "failed" }, ` · ${missing} not judged`) : ""),
    h("dl", { class: "facts" },
      fact("Read", `${plural(s.documents, "document")}, ${plural(s.segments, "segment")}${s.skipped ? `, ${plural(s.skipped, "empty row")} skipped` : ""}${s.unaligned ? `, ${s.unaligned} unaligned` : ""}`),
      listFact("Gate failed", s.gate_failures),
      fact("Dismissed", s.dismissed ? plural(s.dismissed, "finding") : ""),
      listFact("Not judged", s.failures.map((one) => `${one.rule} in ${[one.doc_id, one.system].filter(Boolean).join(" · ")}: ${one.error}`)),
      listFact("Not read", s.problems),
      listFact("Rules that did not run", s.rules_not_run.map((one) => `${one.rule} ${one.name}: ${one.reason}${one.documents === s.documents ? "" : ` (in ${plural(one.documents, "document")})`}`)),
      fact("Rules on trial", s.rules_on_trial.join(", ")),
      listFact("Systems", s.scores.map(systemLine)),
      fact("Penalty", s.penalty_formula),
      listFact("Encodings", Object.entries(s.encodings).map(([path, name]) => `${path}: ${name}`)),
      fact("Signature", s.signature)));
}

function systemLine(score) {
  const values = METRICS.filter((metric) => typeof score[metric.name] === "number").map((metric) => `${metric.label} ${number(score[metric.name])}`);
  return `${score.system ? `${score.system}: ` : ""}${[...values, plural(score.words, "word")].join(", ")}`;
}

function listFact(name, lines) {
  if (!lines.length) return null;
  const list = h("ul", {}, lines.map((line) => h("li", {}, mixed(line))));
  // A long list is there for who asks; the findings come first.
  const shown = lines.length > 8 ? h("details", {}, h("summary", {}, plural(lines.length, "entry", "entries")), list) : list;
  return h("div", {}, h("dt", {}, name), h("dd", {}, shown));
}
