// The data of the report, and how text becomes elements: as text only, never as markup.

const DATA = JSON.parse(document.getElementById("data").textContent);
const SEVERITIES = ["critical", "major", "minor", "neutral"];
const SIDES = [
  { name: "source", label: "Source", lang: "zh-Hans" },
  { name: "target", label: "Translation", lang: "en" },
  { name: "reference", label: "Reference", lang: "en" },
].filter((side) => side.name === "target" || DATA.segments.some((one) => one[side.name] !== undefined));
// Chinese needs less room than its translation.
const COLUMNS = `sides-${SIDES.length}${SIDES[0].name === "source" ? " chinese" : ""}`;
const METRICS = [
  { name: "penalty", label: "Penalty", low: 0 },
  { name: "estimate", label: "Estimate", low: -25, high: 0 },
  { name: "semantic", label: "Semantic", low: 0, high: 100 },
  { name: "bleu", label: "BLEU", low: 0, high: 100 },
  { name: "chrf", label: "chrF", low: 0, high: 100 },
  { name: "ter", label: "TER", low: 0 },
].filter((metric) => DATA.segments.some((one) => one.scores[metric.name] !== undefined));

DATA.segments.forEach((segment, number) => {
  segment.number = number;
  segment.findings = [];
});
DATA.findings.forEach((finding, number) => {
  finding.number = number;
  DATA.segments[finding.segment].findings.push(finding);
});
DATA.groups.forEach((group, number) => {
  group.number = number;
  for (const place of group.places) DATA.findings[place].group = group;
});
for (const segment of DATA.segments) segment.findings.sort((a, b) => placeOf(a) - placeOf(b) || a.number - b.number);

/** Where a finding is read in its segment: those without a place in the translation come last. */
function placeOf(finding) {
  return finding.target_start === undefined ? Infinity : finding.target_start;
}

function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes, listeners (names that begin with "on") and children; strings become text. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === undefined || value === null) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ""));
  return element;
}

/** A drawing element; children as in `h`. */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const HAN = /[\p{Script=Han}〇][\p{Script=Han}〇，。、；：！？（）《》·]*/gu;

/** English text whose Chinese words know their language. */
function mixed(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(HAN)) {
    parts.push(text.slice(end, match.index), h("span", { lang: "zh-Hans" }, match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

function plural(count, word, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? word : many || `${word}s`}`;
}

function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What a name of a rule says: untranslated-chinese. */
function inWords(name) {
  return name.replaceAll("-", " ").replace("chinese", "Chinese");
}

/** The name of a rule in words. */
function ruleName(finding) {
  return capital(inWords(finding.name));
}

function familyOf(code) {
  return code.charAt(0);
}

function familyName(letter) {
  return Object.hasOwn(DATA.families, letter) ? DATA.families[letter] : letter;
}

/** A document with its system, where it has one. */
function documentName(segment) {
  return segment.system ? `${segment.doc_id} · ${segment.system}` : segment.doc_id;
}

/** What a finding objects to, in the words of the text; for what is missing, the Chinese. */
function wrongForm(finding) {
  return finding.target_text || finding.source_text || finding.entity || "";
}

/** What stands in the place of a mark for a finding that has none. */
function placeless(finding) {
  return /omission/i.test(finding.category) ? "Missing" : "Whole segment";
}

function say(message) {
  byId("status").textContent = message;
}
