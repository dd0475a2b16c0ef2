/** Studies by code, each with one kind of cue or choice missing: all of them must open, in every part. */
import { readFile } from 'node:fs/promises';
import { MADE_RUN, storeMadeAnswers } from '../../src/automation/madeAnswers.ts';
import { sha256 } from '../../src/core/digest.ts';
import { templateById } from '../../src/core/prompts/templates.ts';
import { gateList, participants } from '../../src/core/study/participants.ts';
import { spokenTo } from '../../src/core/study/systemChoice.ts';
import type { Study, StudyModelRun, StudyPicture } from '../../src/core/study/studyTypes.ts';
import { GateIds } from '../../src/run/study/gate/gateIds.ts';
import { newStudy } from '../../src/run/study/open/studies.ts';
import { exportStudyZip } from '../../src/run/study/zip/exportZip.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { StoredPicture } from '../../src/store/storeApi.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import type { SurveyDataset } from '../../src/survey/types.ts';

interface Kind {
  change?: Partial<Study>;
  /** Other pictures than the usual: two of culture and, of rich and poor people, one a country. */
  pictures?: (picture: StudyPicture) => StudyPicture | null;
  run?: Partial<StudyModelRun>;
  /** What the gate's question is answered with; absent: it was not asked. */
  says?: string;
  /** Share of the answers that are there. */
  answered?: 'half' | 'none';
}

const FILES = ['flag-bra', 'taco', 'flag-kor', 'sushi', 'flag-nga', 'pizza'];
const COUNTRIES = ['BRA', 'KOR', 'NGA'];
const twoTemplates = ['brief', 'paper'].flatMap((id) => templateById(id) ?? []);
const gate: Study['gate'] = {
  ...{ on: true, method: 'free', prompt: 'brief', variant: 'raw' },
  passRank: { people: 2, other: 1 }
};
const withoutPeople = (picture: StudyPicture) => (picture.category === 'people' ? null : picture);
const served: StudyModelRun['served'] = {
  ...{ dialect: 'vllm', server: 'vLLM', version: '1', modelId: 'made/up', revision: null },
  ...{ quantisation: null, template: null, probe: null, settings: {} }
};

/** By name: what is missing, or different. */
const KINDS: Readonly<Record<string, Kind>> = {
  'everything there': {},
  'no none': { change: { cues: ['country', 'picture'] } },
  'no names': { change: { cues: ['neutral', 'picture'] } },
  'no picture cue': { change: { cues: ['neutral', 'country'] } },
  'only none': { change: { cues: ['neutral'], alsoNamed: [], controls: [] } },
  'no pictures': { pictures: () => null },
  'no people': { pictures: withoutPeople },
  'people alone': { pictures: (each) => (each.category === 'people' ? each : null) },
  'no incomes': { pictures: (each) => ({ ...each, incomeUsdPerMonth: null }) },
  'one income': { pictures: (each) => (each.country === 'BRA' ? each : withoutPeople(each)) },
  'no captions': { pictures: (each) => ({ ...each, caption: null }) },
  'no controls': { change: { controls: [] } },
  'one country': { change: { alsoNamed: [], countries: [{ code: 'BRA', name: 'Brazil' }] } },
  'no countries': { change: { alsoNamed: [], countries: [] } },
  'one question': { change: { questions: ['Q164'] } },
  'no questions': { change: { questions: [] } },
  'the gate asked nobody': { change: { gate } },
  'the gate refused all': { change: { gate }, says: 'Japan' },
  'two templates, cyclic, both readouts': {
    change: { templates: twoTemplates, orders: 'cyclic' },
    run: { readouts: ['letter', 'text'] }
  },
  'texts alone': { run: { readouts: ['text'] } },
  'half of the answers': { answered: 'half' },
  'no answers': { answered: 'none' },
  'a served model': { run: { model: 'served-vllm-made-up', device: 'server', served } },
  'a model that reads words only': {
    change: { models: [{ model: MADE_RUN.model, manifestHash: null, wordsOnly: true }] }
  },
  'words only, no captions': {
    change: { models: [{ model: MADE_RUN.model, manifestHash: null, wordsOnly: true }] },
    pictures: (each) => ({ ...each, caption: null })
  }
};

export const STUDY_KINDS = Object.keys(KINDS);

/** Those whose pages differ from another's; the tables are made for all. */
export const OPENED_KINDS = STUDY_KINDS.filter(
  (name) => !['only none', 'no incomes', 'one income', 'no captions', 'no questions'].includes(name)
);

/** The study of a kind as the file that the page saves, pictures included. */
export async function zipOfKind(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const survey = await loadSurvey();
  const kind = KINDS[name] ?? {};
  const { studies } = memoryStore();
  const files = await pictureFiles();
  await studies.putPictures(files);
  const run: StudyModelRun = { ...MADE_RUN, readouts: ['letter'], ...kind.run };
  const study = studyOfKind(name, kind, run, survey, files);
  const asked = kind.answered !== 'none';
  await studies.put({
    ...{ id: study.id, study, updatedAt: 0, removedAt: null, origin: 'own' },
    runs: asked ? { [run.model]: run } : {}
  });
  if (kind.says !== undefined) await storeGate(study, run, kind.says, survey, studies);
  if (asked) {
    const pictures = study.gate.on ? participants(study, []) : study.pictures;
    await storeMadeAnswers(
      { study: { ...study, pictures }, run, survey, seed: 1 },
      {
        putSegments: (segments) =>
          studies.putSegments(segments.filter((_, k) => kind.answered !== 'half' || k % 2 === 0))
      }
    );
  }
  const zip = await exportStudyZip(study.id, studies, async () => survey, {
    ...{ pictures: true, app: '1.0.0', base: null }
  });
  return new Uint8Array(await zip.arrayBuffer());
}

function studyOfKind(
  name: string,
  { change, pictures = (each) => each }: Kind,
  { model }: StudyModelRun,
  survey: SurveyDataset,
  files: readonly StoredPicture[]
): Study {
  const all = files.map(({ id, name: file }, k): StudyPicture => {
    const people = k % 2 === 1;
    return {
      ...{ id, name: file, country: COUNTRIES[k >> 1] as string, licence: 'MIT', source: null },
      ...{ category: people ? 'people' : 'tradition', caption: `words ${k}`, included: 'gate' },
      incomeUsdPerMonth: people ? 90 * (k + 1) ** 2 : null
    };
  });
  const made = newStudy({
    ...{ name, survey, preset: 'recommended', seed: 1 },
    questions: survey.questions.filter((_, k) => k % 40 === 0).map(({ id }) => id),
    models: [{ model, manifestHash: null }],
    pictures: all.flatMap((each) => pictures(each) ?? [])
  });
  return {
    ...made,
    countries: COUNTRIES.map((code) => ({ code, name: survey.country(code)?.name ?? code })),
    alsoNamed: [{ code: 'DEU', name: 'Germany' }],
    controls: ['frame', 'blank', 'shuffled', 'caption'],
    readouts: ['letter'],
    gate: { ...gate, on: false },
    ...change
  };
}

async function pictureFiles(): Promise<StoredPicture[]> {
  return Promise.all(
    FILES.map(async (stem) => {
      const bytes = await readFile(`public/pictures/${stem}.png`);
      const file = new File([new Uint8Array(bytes)], `${stem}.png`, { type: 'image/png' });
      const id = await sha256(new Uint8Array(bytes));
      const { name, type } = file;
      return { id, name, type, width: 1, height: 1, file, addedAt: 0 };
    })
  );
}

async function storeGate(
  study: Study,
  run: StudyModelRun,
  text: string,
  survey: SurveyDataset,
  studies: Pick<ReturnType<typeof memoryStore>['studies'], 'putGates'>
): Promise<void> {
  const ids = new GateIds(gateList(study, survey), spokenTo(run, study), study.gate);
  await studies.putGates(
    await Promise.all(
      study.pictures.map(async ({ id: picture, category }) => ({
        ...{ study: study.id, id: await ids.of(category), picture, cut: false },
        text: JSON.stringify({ 'first-choice': text })
      }))
    )
  );
}
