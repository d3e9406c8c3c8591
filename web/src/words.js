// @ts-check
/* What the page says, in English and German; the report says much of it too. */
import words from "../../graphtool/views/page/words.json" with { type: "json" };

const WORDS = /** @type {Record<string, string[]>} */ (words);

export const LANGUAGES = /** @type {const} */ (["en", "de"]);
let chosen = 0;

export function speak(/** @type {string} */ language) { chosen = language === "de" ? 1 : 0; }
export const language = () => LANGUAGES[chosen];
/** A word; what has none is said as it is written, without underscores. */
export const say = (/** @type {string} */ key) => (Object.hasOwn(WORDS, key) ? WORDS[key][chosen] : key.replace(/^\w+\./, "").replaceAll("_", " "));
export const count = (/** @type {number} */ value) => new Intl.NumberFormat(language()).format(value);
/** A value of a table as people read it. */
export function value(/** @type {unknown} */ given) {
  if (given === null || given === undefined) return "–";
  if (typeof given === "number") return Number.isInteger(given) ? count(given) : new Intl.NumberFormat(language(), { maximumSignificantDigits: 3 }).format(given);
  if (typeof given === "boolean") return say(given ? "yes" : "no");
  return Object.hasOwn(WORDS, `stage.${given}`) ? say(`stage.${given}`) : String(given).replaceAll("_", " ");
}
export const WORD_KEYS = Object.keys(WORDS);
