// One card a segment: its texts side by side, its findings below.

const selected = { finding: null, from: null };

function card(segment, printing) {
  const findings = segment.shown;
  const doubtful = segment.confidence < 0.5;
  return h(
    "li",
    { class: "segment", id: `segment-${segment.number}`, "data-segment": segment.number },
    h("div", { class: "segment-head" },
      h("h3", {}, segment.id),
      DATA.many ? h("span", { class: "muted" }, documentName(segment)) : null,
      doubtful ? h("span", { class: "tag neutral" }, "alignment doubtful") : null,
      scoreLine(segment)),
    h("div", { class: `texts ${COLUMNS}` }, SIDES.map((side) => textCell(segment, side, findings))),
    findings.length ? h("ul", { class: "findings", role: "list", "aria-label": `Findings in ${segment.id}` }, findings.map((one) => findingItem(one, printing))) : null,
    hiddenLine(segment),
  );
}

function hiddenLine(segment) {
  const rest = segment.findings.length - segment.shown.length;
  return rest ? h("p", { class: "muted more" }, `${plural(rest, "more finding")} hidden by the filters`) : null;
}

function scoreLine(segment) {
  const shown = METRICS.filter((metric) => segment.scores[metric.name] !== undefined);
  return h("ul", { class: "scores", "aria-label": "Scores" }, shown.map((metric) =>
    h("li", {}, `${metric.label} `, h("b", {}, number(segment.scores[metric.name])))));
}

function number(value) {
  return (Number.isInteger(value) ? String(value) : value.toFixed(1)).replace("-", "\u2212");
}

function textCell(segment, side, findings) {
  const text = segment[side.name];
  const cell = h("div", { class: `text ${side.name}` }, h("span", { class: "side" }, side.label));
  if (text === undefined || text === "") {
    cell.append(h("p", { class: "muted" }, text === undefined ? `no ${side.label.toLowerCase()}` : "(empty)"));
  } else {
    cell.append(h("p", { class: "words", lang: side.lang }, side.name === "reference" ? text : marked(text, findings, side.name)));
  }
  if (side.name === "target") cell.append(...placelessNotes(findings));
  return cell;
}

/** Findings that have no place in the translation stand below its text. */
function placelessNotes(findings) {
  return findings
    .filter((finding) => finding.target_start === undefined)
    .map((finding) =>
      h("button", { type: "button", class: `placeless ${finding.severity}`, "data-findings": finding.number },
        `${placeless(finding)}: `, mixed(finding.source_text || finding.entity || ruleName(finding))));
}

function findingItem(finding, printing) {
  const detail = h("div", { class: "detail", id: `detail-${finding.number}`, hidden: !printing }, printing ? paperDetail(finding) : null);
  return h(
    "li",
    { class: `finding ${finding.severity}`, id: `finding-${finding.number}`, "data-cause": finding.group.number },
    h("div", { class: "line" },
      h("button", { type: "button", class: "head", "aria-expanded": "false", "aria-controls": `detail-${finding.number}`, onclick: () => toggle(finding) },
        tag(finding), " ",
        h("span", { class: "rule" }, ruleName(finding), " ", h("span", { class: "code" }, finding.rule)), " ",
        h("span", { class: "form" }, mixed(wrongForm(finding))),
        finding.suggestion ? [" → ", h("span", { class: "suggestion" }, mixed(finding.suggestion))] : null,
        finding.group.places.length > 1 ? h("span", { class: "muted" }, ` · ${finding.group.places.length} places`) : null,
        finding.known ? h("span", { class: "muted" }, " · known") : null),
      verdictButtons(finding)),
    h("p", { class: "message" }, mixed(finding.message)),
    detail,
  );
}

function verdictButtons(finding) {
  const group = finding.group;
  const button = (status, label, title) =>
    h("button", { type: "button", class: `verdict ${status}`, title, "data-status": status, "aria-pressed": String(group.status === status),
      "aria-label": `${label} ${ruleName(finding)} ${wrongForm(finding)}`, onclick: () => judge(group, status) }, label);
  return h("div", { class: "verdicts" },
    h("span", { class: "state" }, stateText(group)),
    button("accepted", "Accept", "It is an error"), button("rejected", "Reject", "It is a false alarm"));
}

/** What is written beside the buttons: a status from findings.csv that has no button, and that there is a note. */
function stateText(group) {
  const other = VERDICTS.other(group) ? group.status : "";
  return [other, group.editor_note ? "note" : ""].filter(Boolean).join(" · ");
}

function detailOf(finding) {
  const rule = Object.hasOwn(DATA.rules, finding.rule) ? DATA.rules[finding.rule] : null;
  return [
    h("dl", { class: "facts" },
      fact("Entity", finding.entity && `${finding.entity} (${finding.entity_kind})`),
      finding.source_text === finding.entity ? null : fact("Source", finding.source_text),
      finding.evidence.length ? h("div", {}, h("dt", {}, "Evidence"), h("dd", {}, evidenceList(finding, Infinity))) : null,
      fact("Rule", `${finding.rule} ${finding.name} · ${finding.category}`),
      fact("Confidence", `finding ${percent(finding.confidence)}, alignment ${percent(DATA.segments[finding.segment].confidence)}${finding.gates ? "" : ", does not fail a build"}`)),
    rule && rule.page ? h("details", { class: "about screen" }, h("summary", {}, "About this rule"), h("p", { class: "page" }, mixed(rule.page))) : null,
    placesOf(finding),
    noteField(finding),
  ];
}

function fact(name, value) {
  return value ? h("div", {}, h("dt", {}, name), h("dd", {}, mixed(value))) : null;
}

function percent(value) {
  return `${Math.round(value * 100)} %`;
}

/** All places of one root cause, to jump between. */
function placesOf(finding) {
  const places = finding.group.places;
  if (places.length < 2) return null;
  const at = places.indexOf(finding.number);
  const jump = (label, index) =>
    h("button", { type: "button", onclick: () => jumpTo(DATA.findings[places.at(index % places.length)]) }, label);
  return h("div", { class: "places" },
    h("p", {}, `Place ${at + 1} of ${places.length} of this cause `, h("span", { class: "screen" }, jump("Previous", at - 1), " ", jump("Next", at + 1))),
    h("ol", { class: "scroll" }, places.map((place, index) => placeItem(DATA.findings[place], index === at))));
}

function placeItem(place, here) {
  const segment = DATA.segments[place.segment];
  return h("li", {},
    h("button", { type: "button", class: "link", "aria-current": here ? "true" : false, onclick: () => jumpTo(place) },
      h("span", {}, segment.id), " ", snippet(segment.target, place)));
}

/** The words around a place. */
function snippet(text, place) {
  const start = place.target_start === undefined ? 0 : place.target_start;
  const end = place.target_end === undefined ? Math.min(text.length, 60) : place.target_end;
  const from = edge(text, Math.max(0, start - 30));
  const to = edge(text, Math.min(text.length, end + 30));
  return h("span", { class: "muted" }, `${from ? "…" : ""}${text.slice(from, start)}`, h("b", {}, text.slice(start, end)), `${text.slice(end, to)}${to < text.length ? "…" : ""}`);
}

/** The offset, or that before it where it would cut a character in two. */
function edge(text, offset) {
  return /[\udc00-\udfff]/.test(text.charAt(offset)) && offset > 0 ? offset - 1 : offset;
}

function noteField(finding) {
  const group = finding.group;
  const area = h("textarea", { rows: "2", id: `note-${finding.number}`, oninput: (event) => note(group, event.target) });
  area.value = group.editor_note;
  return h("div", { class: "note" },
    h("label", { for: `note-${finding.number}` }, group.places.length > 1 ? "Note, for all places" : "Note"), area);
}

/** What paper has room for. */
function paperDetail(finding) {
  const group = finding.group;
  const said = [group.status ? `Verdict: ${group.status}.` : "", group.editor_note].filter(Boolean).join(" ");
  return [evidenceList(finding, 3), said ? h("p", { class: "paper" }, said) : null];
}

function toggle(finding) {
  if (selected.finding === finding.number) unselect();
  else select(finding, { focus: false });
}

/** Show a finding of this page of the list in full, and its marks as chosen. */
function select(finding, { focus, from = null }) {
  unselect();
  selected.finding = finding.number;
  selected.from = from;
  const item = byId(`finding-${finding.number}`);
  if (!item) return;
  const detail = byId(`detail-${finding.number}`);
  detail.replaceChildren(...detailOf(finding).filter(Boolean));
  detail.hidden = false;
  item.classList.add("selected");
  item.querySelector(".head").setAttribute("aria-expanded", "true");
  for (const mark of marksOf(finding)) mark.classList.add("chosen");
  if (focus) {
    item.querySelector(".head").focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }
}

function unselect() {
  const item = selected.finding === null ? null : byId(`finding-${selected.finding}`);
  selected.finding = null;
  if (!item) return;
  item.classList.remove("selected");
  item.querySelector(".head").setAttribute("aria-expanded", "false");
  item.querySelector(".detail").hidden = true;
  for (const mark of document.querySelectorAll(".chosen")) mark.classList.remove("chosen");
}

/** A verdict holds for all places of a root cause; the same again takes it back. */
function judge(group, status) {
  group.status = group.status === status ? "" : status;
  verdictChanged(group);
  say(group.status ? `${capital(group.status)}. ${progressText()}` : `Open again. ${progressText()}`);
}

function note(group, area) {
  group.editor_note = area.value;
  verdictChanged(group, area);
}

function verdictChanged(group, area = null) {
  saveVerdicts();
  for (const item of document.querySelectorAll(`[data-cause="${group.number}"]`)) showVerdict(item, group, area);
  showProgress();
}

function showVerdict(item, group, area) {
  for (const button of item.querySelectorAll("[data-status]")) {
    button.setAttribute("aria-pressed", String(button.dataset.status === group.status));
  }
  item.querySelector(".state").textContent = stateText(group);
  const own = item.querySelector("textarea");
  if (own && own !== area) own.value = group.editor_note;
}
