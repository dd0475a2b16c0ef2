import { beforeAll, expect, test } from 'vitest';
import { AppError } from '../../core/errors.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import { StubServer } from '../../servers/fixtures.ts';
import { createServerEngine } from '../../servers/serverEngine.ts';
import type { JournalFile } from '../../servers/journal.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { sha256 } from '../../core/digest.ts';
import { pictureOf, testStudy } from '../study/fixtures.ts';
import { openContents } from '../study/open/openStudy.ts';
import { StopSignal } from '../study/queue/stopSignal.ts';
import { readParts } from '../study/zip/readParts.ts';
import { readStudyZip } from '../study/zip/importZip.ts';
import { askServed, type ServedProgress } from './askServed.ts';
import { controlDrawer } from './drawControl.ts';

let survey: SurveyDataset;
beforeAll(async () => void (survey = await loadSurvey()));

function journal(): JournalFile & { text: string } {
  return {
    text: '',
    async *lines() {
      yield* this.text.split('\n').slice(0, -1);
    },
    async append(more) {
      this.text += more;
    }
  };
}

const PICTURES = ['one', 'two', 'three'];

async function ask(
  server: StubServer,
  change: Partial<Study> = {},
  file: JournalFile = journal(),
  runs: Parameters<typeof askServed>[0]['contents']['record']['runs'] = {}
) {
  const files = PICTURES.map((text) => new Blob([text], { type: 'image/png' }));
  const ids = await Promise.all(PICTURES.map((text) => sha256(text)));
  const study = testStudy(survey, {
    pictures: ids.map((id, k) => pictureOf(id, { name: `${PICTURES[k]}.png`, included: 'gate' })),
    ...change
  });
  const record = {
    ...{ id: study.id, study, updatedAt: 0, removedAt: null, origin: 'own' as const, runs }
  };
  const engine = await createServerEngine([server], { draw: controlDrawer(null), pauseMs: 1 });
  const told: ServedProgress[] = [];
  const outcome = await askServed(
    {
      contents: { record, segments: [], gates: [] },
      pictures: ids.map((id, k) => ({
        ...{ id, name: `${PICTURES[k]}.png`, type: 'image/png', width: 1, height: 1, addedAt: 0 },
        file: files[k]!
      })),
      ...{ withPictures: true, scores: new Map(), files: new Map() }
    },
    {
      ...{ engine, journal: file, surveyFor: async () => survey, stop: new StopSignal() },
      ...{ report: (progress) => told.push(progress), app: '1' }
    }
  );
  return { outcome, told };
}

/** As the page brings it in. */
async function opened(zip: Blob | null) {
  const { contents } = await readStudyZip(zip!, {
    surveyFor: async () => survey,
    readParts,
    takePicture: async (file) => {
      const { name, type } = file;
      const id = await sha256(await file.arrayBuffer());
      return { picture: { id, name, type, width: 1, height: 1, file, addedAt: 0 } };
    }
  });
  return openContents(contents, survey);
}

const seen = (server: StubServer) =>
  server.heard.filter(({ picture }) => picture !== undefined).length;

test('all is asked ahead: the run behind it finds every answer in the journal', async () => {
  const server = new StubServer();
  const gate = { ...testStudy(survey).gate, passRank: { people: 200, other: 200 } };
  const { outcome, told } = await ask(server, { gate });
  const prompts = server.heard.length;
  expect(outcome).toMatchObject({ holes: [], known: 0, asked: prompts, left: ['model-a'] });
  expect(new Set(told.map(({ phase }) => phase))).toEqual(
    new Set(['gate', 'questions', 'pictures', 'writing'])
  );
  const study = await opened(outcome.zip);
  expect(study.missing).toBe(0);
  expect(study.undecided).toBe(0);
  expect(study.gates).toHaveLength(3);
  expect(study.record.study.models.map(({ model }) => model)).toEqual([
    'served-vllm-someone-a-model'
  ]);
  expect(study.record.runs['served-vllm-someone-a-model']?.served?.server).toBe('Stub');
});

test('free answers of the gate go through the journal as well', async () => {
  const gate = { ...testStudy(survey).gate, method: 'free' as const };
  const file = journal();
  const first = new StubServer();
  await ask(first, { gate }, file);
  const second = new StubServer();
  const { outcome } = await ask(second, { gate }, file);
  expect(first.heard.length).toBeGreaterThan(3);
  expect(second.heard).toEqual([]);
  expect((await opened(outcome.zip)).gates.map(({ answer }) => answer?.text)).toEqual([
    'words',
    'words',
    'words'
  ]);
});

test('a picture that is refused for good is a hole, once, and keeps out its picture alone', async () => {
  const bad = Buffer.from('two').toString('base64');
  const refusing = new StubServer({
    before: ({ picture }) => {
      if (picture?.endsWith(bad)) throw new AppError('server-refused', { server: 'here' });
    }
  });
  const { outcome } = await ask(refusing);
  expect(outcome.holes.map(({ question, picture }) => [question, picture])).toEqual([
    [null, 'two.png']
  ]);
  expect(refusing.heard.filter(({ picture }) => picture?.endsWith(bad))).toHaveLength(1);
  expect((await opened(outcome.zip)).undecided).toBe(1);

  const open = { gate: { ...testStudy(survey).gate, on: false } };
  const { outcome: named } = await ask(refusing, open);
  const holes = named.holes.filter(({ picture }) => picture === 'two.png');
  expect(holes).toHaveLength(named.holes.length);
  expect(new Set(holes.map(({ question }) => question))).toEqual(new Set(['Q1', 'Q164', 'Q6']));
  const study = await opened(named.zip);
  expect(study.missing).toBe(named.missing);
  // Three questions in two readouts.
  expect(study.missing).toBe(6);
});

test('the reading check chooses; where it cannot be finished, the run says so', async () => {
  const { outcome, told } = await ask(new StubServer(), { readouts: 'reading-check' });
  expect(told.map(({ phase }) => phase)).toContain('reading-check');
  const { missing, record } = await opened(outcome.zip);
  expect(missing).toBe(0);
  expect(Object.values(record.runs)[0]?.readouts).toHaveLength(1);
  const mute = new StubServer({
    before: () => {
      throw new AppError('server-refused', { server: 'here' });
    }
  });
  await expect(ask(mute, { readouts: 'reading-check' })).rejects.toMatchObject({
    code: 'served-reading-check'
  });
});

test('a model that sees nothing is asked in words', async () => {
  const server = new StubServer();
  server.pictures = false;
  const { outcome } = await ask(server, { controls: ['caption', 'frame'] });
  expect(seen(server)).toBe(0);
  const study = await opened(outcome.zip);
  expect(study.missing).toBe(0);
  expect(study.record.study.models[0]?.wordsOnly).toBe(true);
});
