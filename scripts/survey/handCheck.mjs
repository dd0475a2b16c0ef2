/** @typedef {import('./read.mjs').Sources} Sources */

const START = '<!-- written by npm run survey:build: start -->';
const END = '<!-- written by npm run survey:build: end -->';

/**
 * docs/survey.md with the part between its two markers written anew from the sources' notes.
 * @param {string} page
 * @param {Sources} sources
 * @returns {string}
 */
export function withHandCheck(page, sources) {
  const [head, rest] = page.split(START);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined)
    throw new Error('docs/survey.md has lost its two survey:build markers');
  const parts = [
    questionNotes(sources),
    scaleNotes(sources),
    behaviours(sources),
    countryNotes(sources),
    topics(sources)
  ];
  return `${head}${START}\n\n${parts.join('\n\n')}\n\n${END}${tail}`;
}

/** @param {Sources} sources */
const records = ({ wording, questions }) => {
  const all = new Map(wording.flatMap((file) => file.questions.map((item) => [item.id, item])));
  return questions.flatMap(({ id }) => all.get(id) ?? []);
};

/** @param {Sources} sources */
const questionNotes = (sources) =>
  `### Questions\n\n${byNote(records(sources).map((item) => ({ ...item, text: item.note })))}`;

/** @param {Sources} sources */
const scaleNotes = (sources) =>
  `### Scales that differ from the source\n\n${byNote(
    records(sources).map((item) => ({ ...item, text: item.scaleNote }))
  )}`;

/** @param {Sources} sources */
const behaviours = (sources) =>
  `### Behaviour, not a value\n\n${byNote(
    records(sources).map((item) => ({ ...item, text: item.behaviour }))
  )}`;

/**
 * One line a note; questions that share a note share its line.
 * @param {{ id: string, text: string | undefined }[]} items
 */
function byNote(items) {
  /** @type {Map<string, string[]>} */
  const notes = new Map();
  for (const { id, text } of items) if (text) notes.set(text, [...(notes.get(text) ?? []), id]);
  return [...notes].map(([text, ids]) => `- **${ids.join(', ')}**: ${text}`).join('\n');
}

/** @param {Sources} sources */
const countryNotes = ({ countries }) =>
  `### Countries\n\n${countries
    .filter(({ note }) => note)
    .map(({ code, name, note }) => `- **${code}** (${name}): ${note}.`)
    .join('\n')}`;

/** @param {Sources} sources */
function topics({ wording, questions }) {
  const paper = new Map(questions.map(({ id, topicPaper }) => [id, topicPaper]));
  const lines = wording.map(({ topic, questions: own }) => {
    const same = own.filter(({ id }) => paper.get(id) === topic).length;
    const theirs = [...paper.values()].filter((value) => value === topic).length;
    return `- **${topic}**: ${own.length} here, ${theirs} in the paper's mapping, ${same} in both`;
  });
  const missing = questions.filter(({ topicPaper }) => !topicPaper).map(({ id }) => id);
  return `### Topics by hand and by the paper's machine\n\n${lines.join('\n')}\n- **No topic in the paper's mapping**: ${missing.join(', ')}`;
}
