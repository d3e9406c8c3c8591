// @ts-check
/* What the page says, in English and German. */

/** @type {Record<string, [string, string]>} */
const WORDS = {
  graph: ["Graph", "Netz"], table: ["Table", "Tabelle"], dark: ["Dark", "Dunkel"], light: ["Light", "Hell"],
  savePng: ["Save PNG", "PNG sichern"], saveCsv: ["Save CSV", "CSV sichern"], find: ["Find a person", "Person suchen"],
  placeholder: ["Name or handle", "Name"], by: ["Sizes and list by", "Größe und Liste nach"], colour: ["Colour by", "Farbe nach"],
  role: ["Role", "Rolle"], community: ["Community", "Gruppe"], stage: ["Stage", "Stadium"], links: ["Links", "Verbindungen"],
  language: ["Language", "Sprache"], least: ["Smallest score", "Kleinster Wert"], period: ["Active between", "Aktiv zwischen"],
  first: ["First month", "Erster Monat"], final: ["Last month", "Letzter Monat"],
  step: ["Next step in time", "Nächster Zeitschritt"], clear: ["Clear filters", "Filter löschen"], all: ["All", "Alle"],
  everyone: ["everyone", "alle"], ofFirst: ["% of the first", "% des Ersten"], nobody: ["Nobody matches: clear the filters", "Niemand passt: Filter löschen"],
  postsLower: ["posts", "Beiträge"], people: ["people", "Personen"], linksLower: ["links", "Verbindungen"], of: ["of", "von"], noList: ["No list", "Keine Liste"], nobodyRanked: ["There was nobody to rank.", "Es gab niemanden zu reihen."],
  nobodyListed: ["Nobody in this list matches the filters.", "Niemand in dieser Liste passt zu den Filtern."],
  back: ["← Back to the list", "← Zurück zur Liste"], rank: ["Rank", "Rang"], score: ["Score", "Wert"], person: ["Person", "Person"],
  posts: ["Posts", "Beiträge"], partners: ["People written to or by", "Schrieb mit"], partnersShort: ["Partners", "Partner"], only: ["Only them and theirs", "Nur diese Person und ihre Nachbarn"],
  pathTo: ["Path to …", "Weg zu …"], pathAsk: ["Choose the other person in the search", "Die andere Person in der Suche wählen"],
  pathFound: ["Path", "Weg"], noPath: ["No path over the links shown", "Kein Weg über die gezeigten Verbindungen"], endPath: ["Close the path", "Weg schließen"],
  helped: ["Whom they helped", "Wem sie halfen"], turns: ["Who turns to them", "Wer sich an sie wendet"], writes: ["Whom they write to", "An wen sie schreiben"],
  thanks: ["Thanked by", "Dank von"], mentees: ["Mentees", "Mentees"], timeline: ["Roles and stages over time", "Rollen und Stadien im Lauf der Zeit"], topics: ["Topics", "Themen"],
  range: ["90 % range of ranks", "90-%-Bereich der Ränge"], parts: ["Parts of the score and evidence", "Teile des Werts und Belege"],
  size: ["Members", "Mitglieder"], caregivers: ["Caregivers", "Angehörige"], expected: ["expected by chance", "zu erwarten durch Zufall"], above: ["Above chance (z)", "Über Zufall (z)"],
  voices: ["Voices", "Stimmen"], onlyCommunity: ["Show only this community", "Nur diese Gruppe zeigen"], group: ["Group", "Gruppe"],
  supports: ["Their posts support", "Ihre Beiträge unterstützen"], learns: ["… ask", "… fragen"], vents: ["… vent", "… klagen"],
  stability: ["Stability over seeds", "Stabilität über Zufallszahlen"], turnTo: ["They turn to", "Sie wenden sich an"],
  reading: ["How to read this", "Wie man das liest"], previous: ["Previous", "Zurück"], next: ["Next", "Weiter"], page: ["page", "Seite"],
  chosen: ["is chosen", "ist gewählt"], yes: ["yes", "ja"], no: ["no", "nein"], other: ["other", "andere"], newly: ["First year after a diagnosis", "Erstes Jahr nach der Diagnose"],
  zoomIn: ["Zoom in", "Vergrößern"], zoomOut: ["Zoom out", "Verkleinern"], fit: ["Show everything", "Alles zeigen"], more: ["more", "weitere"], noWebgl: ["This browser has no WebGL: the first 2,000 people are drawn on a plain canvas.", "Dieser Browser kennt kein WebGL: Die ersten 2.000 Personen sind auf einfache Weise gezeichnet."],
  read1: ["Each mark is a person; shape and colour say the role, orange marks people in the first year after a diagnosis. Links run from the writer to the person written to. Sizes follow the list chosen.",
    "Jedes Zeichen ist eine Person; Form und Farbe sagen die Rolle, Orange steht für das erste Jahr nach der Diagnose. Verbindungen gehen vom Schreibenden zum Angeschriebenen. Die Größe folgt der gewählten Liste."],
  read2: ["Communities are groups of people who write to each other more than to others. Distance is not a measurement: people stand where their community has room.",
    "Gruppen sind Menschen, die einander mehr schreiben als anderen. Abstand ist kein Maß: Personen stehen, wo ihre Gruppe Platz hat."],
  read3: ["A score says how much somebody did in these posts, not how good their advice was. People who only read are in no export; roles come from people's own words, and many say nothing of themselves.",
    "Ein Wert sagt, wie viel jemand in diesen Beiträgen tat, nicht, wie gut der Rat war. Wer nur liest, steht in keinem Export; Rollen stammen aus eigenen Worten, und viele sagen nichts über sich."],
  read4: ["A period shows people and links whose first and last message span it.", "Ein Zeitraum zeigt Personen und Verbindungen, deren erste und letzte Nachricht ihn umfassen."],
  pseudonyms: ["Names are pseudonyms. Who knows the community may still recognise somebody.", "Namen sind Pseudonyme. Wer die Gemeinschaft kennt, erkennt vielleicht trotzdem jemanden."],
  leftPeople: ["people are drawn: those of the lists first, then those with the most replies and mentions. The table lists everyone.", "Personen sind gezeichnet: zuerst die der Listen, dann die mit den meisten Antworten und Erwähnungen. Die Tabelle nennt alle."],
  leftLinks: ["links are drawn, the strongest between the people drawn. Path, ego view and panel know only these.", "Verbindungen sind gezeichnet, die stärksten zwischen den Gezeichneten. Weg, Umfeld und Seitenleiste kennen nur diese."],
  keys: ["Keys: / searches, arrows move, Enter opens, Esc closes, + − 0 zoom.", "Tasten: / sucht, Pfeile bewegen, Eingabe öffnet, Esc schließt, + − 0 vergrößern."],
  version: ["Made with", "Erstellt mit"], inputs: ["From", "Aus"], codebook: ["Codebook", "Codebuch"], seed: ["Seed", "Zufallszahl"], made_period: ["Period", "Zeitraum"],
  "role.patient": ["Patient", "Betroffene"], "role.caregiver": ["Caregiver", "Angehörige"], "role.professional": ["Professional", "Fachleute"], "role.organisation": ["Organisation", "Organisation"], "role.unknown": ["Not known", "Unbekannt"],
  "stage.undiagnosed": ["Undiagnosed", "Ohne Diagnose"], "stage.newly_diagnosed": ["Newly diagnosed", "Neu diagnostiziert"], "stage.experienced": ["Experienced", "Erfahren"], "stage.bereaved": ["Bereaved", "Hinterblieben"], "stage.unknown": ["Not known", "Unbekannt"],
  "kind.reply": ["Replies", "Antworten"], "kind.mention": ["Mentions", "Erwähnungen"], "kind.quote": ["Quotes", "Zitate"],
  "list.helpers": ["Helpers", "Helfende"], "list.mentors": ["Mentors of the newly diagnosed", "Mentoren der neu Diagnostizierten"], "list.hidden": ["Hidden helpers", "Verborgene Helfende"], "list.attention": ["Attention", "Aufmerksamkeit"], "list.caregivers": ["Caregiver groups", "Gruppen Angehöriger"],
  "mean.helpers": ["Answer many different people and are thanked by many, lately more than long ago.", "Antworten vielen verschiedenen Menschen und bekommen Dank von vielen, eher in letzter Zeit."],
  "mean.mentors": ["Go back and forth with people in the first year after a diagnosis.", "Schreiben hin und her mit Menschen im ersten Jahr nach der Diagnose."],
  "mean.hidden": ["Among the first tenth of helpers, not among the first tenth by attention.", "Im ersten Zehntel der Helfenden, nicht im ersten Zehntel nach Aufmerksamkeit."],
  "mean.attention": ["Are written to by many, and by people who are written to by many.", "Werden von vielen angeschrieben, die selbst von vielen angeschrieben werden."],
  "mean.caregivers": ["Caregivers who answer each other more than chance would have it.", "Angehörige, die einander mehr antworten, als Zufall es täte."],
  "part.people_helped": ["People answered in their own threads", "Menschen, denen geantwortet wurde"], "part.thankers": ["People who thanked them", "Menschen, die dankten"], "part.answers": ["Answers", "Antworten"],
  "part.informs": ["of these inform", "davon informieren"], "part.encourages": ["of these encourage", "davon ermutigen"], "part.active_weeks": ["Weeks with a reply", "Wochen mit Antwort"], "part.attention_rank": ["Rank by attention", "Rang nach Aufmerksamkeit"],
  "part.mentees": ["Newly diagnosed people", "Neu Diagnostizierte"], "part.dialogues": ["Dialogues", "Dialoge"], "part.turns": ["Turns", "Beiträge im Dialog"], "part.helpful_turns": ["Turns that inform or encourage", "davon hilfreich"], "part.thanks": ["Thanks from them", "Dank von ihnen"],
  "part.days_to_answer": ["Days until an answer", "Tage bis zur Antwort"], "part.own_stage": ["Own stage", "Eigenes Stadium"], "part.role": ["Role", "Rolle"], "part.repliers": ["People who wrote to them", "Menschen, die ihnen schrieben"],
  "part.received": ["Replies and mentions received", "Erhaltene Antworten und Erwähnungen"], "part.given": ["Replies and mentions given", "Gegebene Antworten und Erwähnungen"], "part.p_top": ["Chance to be among the first", "Wahrscheinlichkeit, vorn zu sein"], "part.breadth": ["Breadth: people helped, recent ones more", "Breite: Menschen, denen geholfen wurde"], "part.gratitude": ["Gratitude", "Dank"], "part.expertise": ["Expertise", "Expertise"], "part.substance": ["Substance", "Gehalt"], "part.unvouched": ["of these unvouched", "davon unverbürgt"], "part.thanks_received": ["Thanks received", "Erhaltener Dank"], "part.replies": ["Replies", "Antworten an andere"], "part.expertise_rank": ["ExpertiseRank", "ExpertiseRank"], "part.cluster": ["Caregiver group", "Gruppe Angehöriger"],
  "part.help_inside": ["Helpful replies inside", "Hilfreiche Antworten innen"], "part.inner_ties": ["Two-way ties inside", "Gegenseitige Verbindungen"], "part.patients": ["Patients answered", "Betroffene, denen geantwortet wurde"], "part.stability": ["Stability", "Stabilität"], "part.tier": ["Tier", "Stufe"],
};

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
