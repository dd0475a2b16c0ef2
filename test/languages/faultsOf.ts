export type Tree = { [key: string]: string | Tree };

const PLURAL = /_(one|two|few|many|other)$/;
/** Four letters of words, placeholders aside: a sentence that is the same in both languages is untranslated. */
const WORDS = /\p{L}{4}/u;

/** Every sentence of a catalogue with its dotted key. */
export function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`)
  ) as [string, string][];
}

/**
 * What a translation of a file lacks: keys in the language's own plural forms, placeholders, marks
 * (`**bold**`, `<tags>`, `` `code` ``), or that it is the English.
 */
export function faultsOf(code: string, source: Tree, own: Tree): string[] {
  const wanted = wantedKeys(code, new Map(leaves(source)));
  const said = new Map(leaves(own));
  const extra = [...said.keys()].filter((key) => !wanted.has(key));
  return [
    ...[...wanted].flatMap(([key, english]) => {
      const fault = faultOf(key, english, said.get(key));
      return fault === null ? [] : [`${key}: ${fault}`];
    }),
    ...extra.map((key) => `${key}: not in English`)
  ];
}

/** English has `_one` and `_other`, and `_zero` where none is said in words of its own: that stays. */
function wantedKeys(code: string, english: Map<string, string>): Map<string, string> {
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const places = new Intl.PluralRules(code, { type: 'ordinal' }).resolvedOptions().pluralCategories;
  const wanted = new Map<string, string>();
  for (const [key, sentence] of english) {
    const stem = key.replace(PLURAL, '');
    if (key.startsWith('ordinals.')) {
      for (const form of places)
        wanted.set(`ordinals.${form}`, english.get('ordinals.other') ?? '');
    } else if (stem === key) wanted.set(key, sentence);
    else {
      for (const form of forms) {
        const like = english.get(`${stem}_${form}`) ?? english.get(`${stem}_other`) ?? sentence;
        wanted.set(`${stem}_${form}`, like);
      }
    }
  }
  return wanted;
}

function faultOf(key: string, english: string, own: string | undefined): string | null {
  if (own === undefined) return 'missing';
  if (own.trim() === '') return english.trim() === '' ? null : 'empty';
  // A language may say "one day" in words.
  const isPlural = /_(zero|one|two|few|many|other)$/.test(key);
  const holes = (text: string) =>
    [...text.matchAll(/\{\{\s*([\w.]+)/g)]
      .map((match) => `{{${match[1]}}}`)
      .filter((hole) => !isPlural || hole !== '{{count}}')
      .sort()
      .join(' ');
  if (holes(own) !== holes(english)) return `${holes(english)} became ${holes(own)}`;
  const marks = (text: string) =>
    [...text.matchAll(/<\/?\w+>|\*\*|`/g)]
      .map((match) => match[0])
      .sort()
      .join('');
  if (!isPlural && marks(own) !== marks(english)) return 'marks differ';
  const isWords = WORDS.test(english.replaceAll(/\{\{.*?\}\}/g, ''));
  return own === english && isWords ? 'as in English' : null;
}
