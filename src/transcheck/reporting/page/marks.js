// Findings as marks in the text, and the tooltip that explains them on hover and focus.

/** The text with a mark for every stretch that findings cover; overlapping ones are cut at their edges.
 *
 * The first mark of each finding can be reached by keyboard; the others are there for the mouse.
 */
function marked(text, findings, side) {
  const spans = findings.map((finding) => spanOn(finding, side)).filter((span) => span && span.end <= text.length);
  const edges = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const reached = new Set();
  const parts = [];
  edges.forEach((start, index) => {
    const points = spans.filter((span) => span.start === start && span.end === start);
    if (points.length) parts.push(markOf("", points, reached));
    const end = edges[index + 1];
    if (end === undefined) return;
    const covering = spans.filter((span) => span.start <= start && span.end >= end);
    const piece = text.slice(start, end);
    parts.push(covering.length ? markOf(piece, covering, reached) : piece);
  });
  return parts;
}

function spanOn(finding, side) {
  const [start, end] = [finding[`${side}_start`], finding[`${side}_end`]];
  return start === undefined || end === undefined ? null : { start, end, finding };
}

function markOf(piece, spans, reached) {
  const findings = spans.map((span) => span.finding).sort(worseFirst);
  const first = findings.some((finding) => !reached.has(finding));
  for (const finding of findings) reached.add(finding);
  const classes = ["mark", findings[0].severity, findings.length > 1 ? "several" : "", piece ? "" : "point"];
  return h(
    "span",
    {
      class: classes.filter(Boolean).join(" "),
      "data-findings": findings.map((finding) => finding.number).join(" "),
      ...(first ? { role: "button", tabindex: "0", "aria-label": [piece, ...findings.map((one) => labelOf(one, piece))].join(", ") } : {}),
    },
    piece,
  );
}

/** What a mark is called: the whole form where the mark is only a piece of it. */
function labelOf(finding, piece) {
  const form = wrongForm(finding);
  return `${finding.severity}: ${ruleName(finding)}${form && form !== piece ? ` “${form}”` : ""}`;
}

function worseFirst(a, b) {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.number - b.number;
}

function findingsOf(mark) {
  return mark.dataset.findings.split(" ").map((number) => DATA.findings[Number(number)]);
}

/** All marks of a finding on this page of the list. */
function marksOf(finding) {
  return document.querySelectorAll(`[data-findings~="${finding.number}"]`);
}

const tip = { mark: null, timer: 0 };

function showTip(mark) {
  clearTimeout(tip.timer);
  if (tip.mark === mark) return;
  hideTip();
  tip.mark = mark;
  const box = byId("tip");
  const findings = findingsOf(mark);
  box.replaceChildren(...findings.map(tipEntry));
  box.hidden = false;
  mark.setAttribute("aria-describedby", "tip");
  for (const finding of findings) for (const one of marksOf(finding)) one.classList.add("linked");
  placeTip(box, mark.getClientRects()[0] || mark.getBoundingClientRect());
}

function placeTip(box, at) {
  const below = at.bottom + 6;
  const fits = below + box.offsetHeight < innerHeight || at.top < box.offsetHeight + 6;
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(fits ? below : at.top - box.offsetHeight - 6) + scrollY}px`;
}

function hideTip() {
  clearTimeout(tip.timer);
  if (!tip.mark) return;
  tip.mark.removeAttribute("aria-describedby");
  for (const one of document.querySelectorAll(".linked")) one.classList.remove("linked");
  tip.mark = null;
  byId("tip").hidden = true;
}

/** Leave time for the pointer to reach the tooltip. */
function hideTipSoon() {
  clearTimeout(tip.timer);
  tip.timer = setTimeout(hideTip, 150);
}

function tipEntry(finding) {
  return h(
    "div",
    { class: "tip-entry" },
    h("p", { class: "tip-head" }, tag(finding), ` ${ruleName(finding)}`),
    h("p", {}, mixed(finding.message)),
    finding.suggestion ? h("p", { class: "suggestion" }, "→ ", mixed(finding.suggestion)) : null,
    evidenceList(finding, 3),
  );
}

function tag(finding) {
  return h("span", { class: `tag ${finding.severity}` }, capital(finding.severity));
}

function evidenceList(finding, most) {
  const shown = finding.evidence.slice(0, most);
  if (!shown.length) return null;
  const rest = finding.evidence.length - shown.length;
  return h(
    "ul",
    { class: "evidence", "aria-label": "Evidence" },
    shown.map((piece) =>
      h("li", {}, h("span", { class: "origin" }, piece.origin), " ", mixed(piece.text),
        piece.where ? h("span", { class: "muted" }, " · ", mixed(piece.where)) : null)),
    rest > 0 ? h("li", { class: "muted" }, `and ${rest} more`) : null,
  );
}

/** Marks answer to pointer, focus, click and the Enter key. */
function listenToMarks(list) {
  const markAt = (event) => (event.target instanceof Element ? event.target.closest(".mark, .placeless") : null);
  list.addEventListener("pointerover", (event) => markAt(event) && showTip(markAt(event)));
  list.addEventListener("pointerout", (event) => markAt(event) && hideTipSoon());
  list.addEventListener("focusin", (event) => (markAt(event) ? showTip(markAt(event)) : hideTip()));
  list.addEventListener("focusout", (event) => markAt(event) && hideTipSoon());
  list.addEventListener("click", (event) => markAt(event) && openFrom(markAt(event)));
  list.addEventListener("keydown", (event) => {
    const mark = event.target.closest(".mark");
    if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    openFrom(mark);
  });
  byId("tip").addEventListener("pointerenter", () => clearTimeout(tip.timer));
  byId("tip").addEventListener("pointerleave", hideTipSoon);
}

/** Open the finding of a mark; where several share it, each time the next. */
function openFrom(mark) {
  const findings = findingsOf(mark);
  const current = findings.findIndex((finding) => finding.number === selected.finding);
  hideTip();
  select(findings[(current + 1) % findings.length], { focus: true, from: mark });
}
