import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PromptJob } from '../../../core/prompts/types.ts';
import type { PromptScore } from '../../../core/answers/types.ts';
import type { EngineApi, LoadedModel, RunCounters } from '../../../engine/engineApi.ts';
import { createAsk } from '../../../run/asking/ask.ts';
import { memoryStore } from '../../../store/memory.ts';
import type { Store } from '../../../store/store.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import { BUNDLED_PICTURES } from '../../pictures/bundled.ts';
import { LabState } from '../labState.svelte.ts';
import { LabAddress } from './labAddress.svelte.ts';

const survey = await loadSurvey();
const page = { hash: '' };
vi.stubGlobal('location', page);

const LOADED: LoadedModel = {
  ...{ model: 'pocket-llava', manifestHash: 'm', dtype: 'q8', device: 'wasm', adapter: null },
  ...{ threads: 1, threadTrials: [], runner: 'packed', refused: [], crossOriginIsolated: true },
  selfCheck: { maxError: 0, tolerance: 1, canaries: 0 },
  chat: {
    system: { open: '', close: '' },
    user: { open: 'U: ', close: '\n' },
    assistant: { open: 'A: ' }
  }
};

/** Answers at once; the Lab's other questions to an engine do not come up here. */
const engine = {
  load: async () => LOADED,
  addPicture: async () => undefined,
  cancelLoad: async () => undefined,
  cancel: async () => undefined,
  score: async (jobs: PromptJob[], onScore: (index: number, score: PromptScore) => void) => {
    jobs.forEach(({ targets }, index) => {
      const n = targets.kind === 'letters' ? targets.letters.length : targets.continuations.length;
      const logprobs = Array.from({ length: n }, (_, k) => -1 - k);
      onScore(index, { logprobs, tokens: logprobs.map(() => 1), prefillTokens: 1, ms: 1 });
    });
    const none = { prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0, jobs: 0 };
    return { ...none, cancelled: false } satisfies RunCounters;
  }
} as unknown as EngineApi;

let store: Store;
beforeEach(async () => {
  store = memoryStore();
  page.hash = '';
  const some = BUNDLED_PICTURES.filter((each, k) => k < 12 || each.id === 'flag-kor');
  for (const { picture: id, title: name } of some) {
    const file = new Blob([name]);
    await store.pictures.put({
      id,
      name,
      type: 'image/png',
      width: 1,
      height: 1,
      file,
      addedAt: 1
    });
  }
});

/** @param meanwhile happens while the survey is on its way */
async function visit(
  hash: string,
  ownSurvey = false,
  meanwhile: (address: LabAddress) => Promise<void> = () => Promise.resolve()
) {
  page.hash = hash;
  const services = { engine, store: Promise.resolve(store), createAsk };
  const lab: LabState = new LabState({
    ...services,
    loadSurvey: async () => {
      await vi.waitUntil(() => lab.started);
      await meanwhile(address);
      return survey;
    },
    shipped: { load: () => Promise.resolve(null), problem: null },
    own: () => Promise.resolve(store.answers)
  });
  const useBundledSurvey = vi.fn(() => Promise.resolve(survey));
  const address: LabAddress = new LabAddress(lab, {
    hasModel: (model) => Promise.resolve(model === 'mine'),
    ownSurvey: () => ownSurvey,
    useBundledSurvey
  });
  let opened = false;
  await lab.start(async () => (opened = await address.open()));
  await lab.reading.stop();
  return { lab, address, opened, useBundledSurvey };
}

const LINK = '#/lab?picture=flag-bra,flag-chn&next=NGA&orders=single&metric=wasserstein&open=Q6';
const names = (lab: LabState) =>
  lab.selected.map((id) => BUNDLED_PICTURES.find(({ picture }) => picture === id)?.id);

describe('the address of the Lab', () => {
  it('sets what a link says and says it again', async () => {
    const { lab, address } = await visit(LINK);
    expect(names(lab)).toEqual(['flag-bra', 'flag-chn']);
    expect(lab.choices.plain).toMatchObject({ country: 'NGA', countryChosen: true });
    expect([lab.begun, lab.openRow, lab.run.plan]).toEqual([true, 'Q6', null]);
    expect([address.hash, address.broken, address.noLink]).toEqual([LINK, [], null]);
  });

  it('takes the usual for what a link leaves out, whatever the last visit chose', async () => {
    const first = await visit(LINK);
    await first.lab.save();
    const second = await visit('#/lab?picture=flag-chn');
    expect(second.lab.choices.plain).toMatchObject({
      ...{ country: 'CHN', countryChosen: false, orders: 'forward+reverse', metric: 'jsd-bits' }
    });
    expect([names(second.lab), second.lab.openRow]).toEqual([['flag-chn'], null]);
  });

  it('a link that comes while the Lab starts is opened when it has started', async () => {
    const { lab, address, opened } = await visit('#/lab', false, async (address) => {
      page.hash = '#/lab?picture=flag-kor';
      await address.hashChanged();
    });
    expect([opened, names(lab), address.broken]).toEqual([true, ['flag-kor'], []]);
  });

  it('shows at once what was answered before, and a reload of the same again', async () => {
    const first = await visit('#/lab?picture=flag-chn');
    await first.lab.ask();
    await first.lab.reading.stop();
    await visit('#/lab?picture=flag-bra');
    const again = await visit('#/lab?picture=flag-chn');
    expect([again.lab.run.status, again.lab.upToDate]).toEqual(['done', true]);
    const reloaded = await visit('#/lab?picture=flag-chn');
    expect([reloaded.lab.run.status, reloaded.lab.upToDate]).toEqual(['done', true]);
  });

  it('goes on with the last visit where the address says nothing', async () => {
    const first = await visit(LINK);
    await first.lab.save();
    const second = await visit('#/lab');
    expect([names(second.lab), second.address.hash]).toEqual([
      ['flag-bra', 'flag-chn'],
      LINK.replace('&open=Q6', '')
    ]);
  });

  it('names what is not here and takes the rest', async () => {
    const { lab, address } = await visit(
      '#/lab?picture=flag-bra,flag-xx&next=XXX&open=Q9999&model=other&metric=wasserstein'
    );
    expect(address.broken).toEqual(['picture=flag-xx', 'next=XXX', 'open=Q9999']);
    expect([address.missingModel, lab.model.chosen]).toEqual(['other', 'pocket-llava']);
    expect([names(lab), lab.choices.metric, lab.choices.country]).toEqual([
      ['flag-bra'],
      'wasserstein',
      'KOR'
    ]);
    address.dismiss();
    expect([address.broken, address.missingModel]).toEqual([[], null]);
    const mine = await visit('#/lab?picture=none&model=mine');
    expect([mine.lab.model.chosen, mine.address.missingModel]).toEqual(['mine', null]);
  });

  it('is bare before anything was done, and with what no link can hold', async () => {
    const { lab, address } = await visit('');
    expect([address.hash, address.noLink]).toEqual(['#/lab', null]);
    lab.begun = true;
    expect(address.hash).toBe('#/lab?picture=none');
    lab.choices.templateId = 'custom';
    expect([address.hash, address.noLink]).toEqual(['#/lab', 'template']);
    lab.pictureList.selected = ['one of my own'];
    expect([address.hash, address.noLink]).toEqual(['#/lab', 'picture']);
    const own = await visit('', true);
    expect(own.address.noLink).toBe('survey');
  });

  it('compares with the bundled survey again, whose numbers the link was made of', async () => {
    const { useBundledSurvey } = await visit(LINK, true);
    expect(useBundledSurvey).toHaveBeenCalledOnce();
  });

  it('says how answers were read where the reading check chose', async () => {
    const { lab, address } = await visit('#/lab?picture=flag-bra');
    vi.spyOn(lab, 'chosenReadout', 'get').mockReturnValue('letter');
    lab.choices.metric = 'wasserstein';
    expect(address.hash).toContain('readout=letter');
  });
});
