import { loadSurvey } from '../dataset.ts';
import { CountryIndex } from './countryNames.ts';
import { draftSurvey } from './draft.ts';
import { Importer } from './importer.ts';
import { proposeSettings } from './inspect.ts';
import { suggestMapping } from './suggest.ts';
import { TABLE_KINDS, type ReadSettings } from './types.ts';

export const bundled = await loadSurvey();
export const countries = new CountryIndex(bundled.countries);

export const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'table.csv') =>
  new File([content], name);

/** Inspects, reads, maps and drafts a file as the wizard does when nobody changes anything. */
export async function importAll(
  file: File,
  change: (settings: ReadSettings) => ReadSettings = (s) => s
) {
  const importer = new Importer();
  const inspection = await importer.inspect(file);
  const kind = TABLE_KINDS.find((table) => table === inspection.kind) ?? 'long';
  const settings = change(proposeSettings(inspection, kind));
  const tally = await importer.read(file, settings, () => undefined);
  const mapping = suggestMapping(tally, bundled.questions, countries);
  const draft = draftSurvey(tally, mapping, bundled.questions, countries);
  return { inspection, tally, mapping, draft };
}

/** A long table of the bundled survey's own figures. */
export function longTable(questions: readonly string[], codes: readonly string[]): string {
  const rows = questions.flatMap((id) =>
    codes.flatMap((country) => {
      const question = bundled.question(id);
      const figure = bundled.figure(country, id);
      if (!question || !figure) throw new Error(`no figures for ${country} ${id}`);
      return question.codes.map((code, k) => `${country},${id},${code},${figure.p[k]}`);
    })
  );
  return ['country,question,option,share', ...rows, ''].join('\n');
}
