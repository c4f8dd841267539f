// The list, its pages, keys, theme and paper: puts everything together.

const PAGE = 50;
const paper = { folded: true };

function refresh() {
  readForm();
  choose();
  showList();
}

/** Draw the current page of the list. */
function showList() {
  hideTip();
  const shown = view.segments.slice(view.page * PAGE, (view.page + 1) * PAGE);
  byId("list").replaceChildren(...cards(shown, false));
  const chosen = selected.finding === null ? null : DATA.findings[selected.finding];
  selected.finding = null;
  if (chosen && byId(`finding-${chosen.number}`)) select(chosen, { focus: false });
  showCount();
  showPages(byId("pages-top"));
  showPages(byId("pages-bottom"));
  highlight();
}

function cards(segments, printing) {
  if (!segments.length) return [h("li", { class: "muted none" }, "Nothing matches the filters.")];
  return segments.map((segment) => card(segment, printing));
}

function showCount() {
  const findings = view.segments.reduce((sum, segment) => sum + segment.shown.length, 0);
  const of = view.segments.length === DATA.segments.length ? "" : ` of ${DATA.segments.length.toLocaleString("en")}`;
  const text = `${view.segments.length.toLocaleString("en")}${of} segments, ${plural(findings, "finding")}`;
  byId("count").textContent = text;
  say(text);
}

function showPages(nav) {
  const last = Math.max(0, Math.ceil(view.segments.length / PAGE) - 1);
  nav.hidden = last === 0;
  const button = (label, page, off) => h("button", { type: "button", disabled: off, onclick: () => turn(page) }, label);
  const jump = h("input", { type: "number", min: 1, max: last + 1, "aria-label": "Page", onchange: (event) => turn(Number(event.target.value) - 1) });
  jump.value = view.page + 1;
  nav.replaceChildren(
    button("First", 0, view.page === 0), button("Previous", view.page - 1, view.page === 0),
    h("span", {}, "Page ", jump, ` of ${last + 1}`),
    button("Next", view.page + 1, view.page === last), button("Last", last, view.page === last),
  );
}

function turn(page) {
  const last = Math.max(0, Math.ceil(view.segments.length / PAGE) - 1);
  view.page = Math.max(0, Math.min(last, Math.trunc(page) || 0));
  showList();
  byId("segments").focus({ preventScroll: true });
  byId("segments").scrollIntoView();
}

/** Colour what was searched for, where the browser can do so without touching the text. */
function highlight() {
  if (!CSS.highlights) return;
  CSS.highlights.delete("search");
  const needle = filters.search.toLowerCase();
  if (!needle) return;
  const ranges = [];
  const walker = document.createTreeWalker(byId("list"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) ranges.push(...rangesIn(node, needle));
  CSS.highlights.set("search", new Highlight(...ranges));
}

function rangesIn(node, needle) {
  const ranges = [];
  const text = node.data.toLowerCase();
  if (text.length !== node.data.length) return ranges;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + needle.length);
    ranges.push(range);
  }
  return ranges;
}

/** Go to a finding wherever it is; filters that hide it are cleared. */
function jumpTo(finding) {
  const shows = () => view.segments.some((one) => one.number === finding.segment && one.shown.includes(finding));
  if (!shows()) {
    clearFilters();
    say("The filters were cleared to show this place.");
  }
  const at = view.segments.findIndex((one) => one.number === finding.segment);
  const page = Math.floor(at / PAGE);
  if (page !== view.page) {
    view.page = page;
    showList();
  }
  select(finding, { focus: true });
  byId(`segment-${finding.segment}`).scrollIntoView({ block: "start" });
  byId(`finding-${finding.number}`).scrollIntoView({ block: "nearest" });
}

/** The next or previous finding in the order of the list. */
function step(by) {
  const shown = view.segments.flatMap((segment) => segment.shown);
  if (!shown.length) return;
  const current = shown.findIndex((finding) => finding.number === selected.finding);
  const next = current < 0 ? firstOnPage(shown) : current + by;
  if (shown[next]) jumpTo(shown[next]);
}

function firstOnPage(shown) {
  const first = view.segments.slice(view.page * PAGE).find((segment) => segment.shown.length);
  return first ? shown.indexOf(first.shown[0]) : 0;
}

function stepPlace(by) {
  if (selected.finding === null) return;
  const places = DATA.findings[selected.finding].group.places;
  if (places.length < 2) return;
  jumpTo(DATA.findings[places.at((places.indexOf(selected.finding) + by) % places.length)]);
}

function showProgress() {
  byId("progress").textContent = progressText();
  const lost = !store.works;
  byId("notice").hidden = !lost;
  if (lost) byId("notice").textContent = "This browser does not keep verdicts for this file: export them before you close it.";
}

function progressText() {
  return `${decided().toLocaleString("en")} of ${plural(DATA.groups.length, "cause")} decided`;
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => stepPlace(1),
  p: () => stepPlace(-1),
  a: () => selected.finding !== null && judge(DATA.findings[selected.finding].group, "accepted"),
  r: () => selected.finding !== null && judge(DATA.findings[selected.finding].group, "rejected"),
  c: () => selected.finding !== null && byId(`note-${selected.finding}`).focus(),
  "/": () => byId("search").focus(),
  "?": () => byId("keys").showModal(),
};

function onKey(event) {
  if (event.key === "Escape") return onEscape(event);
  const typing = event.target.closest("textarea, select, input:not([type=checkbox])");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return undefined;
  if (!byId("keys-on").checked || !Object.hasOwn(KEYS, event.key)) return undefined;
  event.preventDefault();
  return KEYS[event.key]();
}

/** Close the tooltip, else leave the note, else close the finding and go back to its mark. */
function onEscape(event) {
  if (byId("keys").open) return;
  if (tip.mark) return hideTip();
  if (selected.finding === null) return;
  const head = byId(`finding-${selected.finding}`).querySelector(".head");
  if (event.target.closest("textarea")) return head.focus();
  const back = selected.from && selected.from.isConnected ? selected.from : head;
  unselect();
  back.focus();
}

/** On paper stands every segment that the filters let through, with its findings in full. */
function toPaper() {
  hideTip();
  paper.folded = !document.querySelector(".checked").open;
  document.querySelector(".checked").open = true;
  byId("list").replaceChildren(...cards(view.segments, true));
}

function toScreen() {
  document.querySelector(".checked").open = !paper.folded;
  showList();
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").setAttribute("aria-pressed", String(name === "dark"));
}

function startTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const auto = () => setTheme(recall("transcheck:theme") || (dark.matches ? "dark" : "light"));
  dark.addEventListener("change", auto);
  byId("theme").addEventListener("click", () => {
    const name = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    setTheme(name);
    remember("transcheck:theme", name);
  });
  auto();
}

function startVerdicts() {
  byId("export-csv").addEventListener("click", () => download("transcheck-verdicts.csv", "text/csv;charset=utf-8", verdictsCsv()));
  byId("export-json").addEventListener("click", () => download("transcheck-verdicts.json", "application/json", verdictsJson()));
  byId("import").addEventListener("click", () => byId("import-file").click());
  byId("import-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const told = importVerdicts(await file.text());
    event.target.value = "";
    refresh();
    showProgress();
    byId("notice").hidden = false;
    byId("notice").textContent = told || "This file holds no verdicts that transcheck exported.";
    say(byId("notice").textContent);
  });
  addEventListener("storage", (event) => {
    if (event.key !== STORE) return;
    DATA.groups.forEach(setPreset);
    loadVerdicts();
    for (const group of DATA.groups) {
      for (const item of document.querySelectorAll(`[data-cause="${group.number}"]`)) showVerdict(item, group, null);
    }
    showProgress();
  });
  addEventListener("beforeunload", (event) => store.unsaved && event.preventDefault());
}

function startList() {
  byId("sort").append(...ORDERS.map((order) => h("option", { value: order.name }, order.label)));
  byId("sort").addEventListener("change", (event) => {
    view.sort = event.target.value;
    refresh();
  });
  byId("columns").append(...SIDES.map((side) => h("span", {}, side.label)));
  byId("columns").className = `columns screen ${COLUMNS}`;
  let timer = 0;
  byId("form").addEventListener("input", (event) => {
    tieFamilies(event.target);
    clearTimeout(timer);
    if (event.target.matches("select, [type=checkbox]")) refresh();
    else timer = setTimeout(refresh, 120);
  });
  byId("form").addEventListener("submit", (event) => event.preventDefault());
  listenToMarks(byId("list"));
}

function startWindow() {
  document.addEventListener("keydown", onKey);
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("keys-on").checked = recall("transcheck:keys") !== "off";
  byId("keys-on").addEventListener("change", (event) => remember("transcheck:keys", event.target.checked ? "on" : "off"));
  byId("print").addEventListener("click", () => print());
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  const wide = matchMedia("(min-width: 1000px)");
  const fold = () => (byId("filters").open = wide.matches);
  wide.addEventListener("change", fold);
  fold();
}

function start() {
  startTheme();
  const documents = unique((one) => one.doc_id);
  DATA.many = unique(documentName).length > 1;
  const name = documents.length === 1 ? documents[0] : plural(documents.length, "document");
  byId("title").textContent = name;
  document.title = `${name} · translation report`;
  byId("subtitle").textContent = `Translation report · ${plural(DATA.segments.length, "segment")}`;
  byId("footer").append(h("p", {}, `transcheck ${DATA.version}. Findings set priorities for reading; they are not verdicts on a translation.`));
  buildForm();
  buildOverview();
  startList();
  startVerdicts();
  startWindow();
  refresh();
  showProgress();
  performance.mark("transcheck:shown");
}

start();
