import { templateById } from '../core/prompts/templates.ts';
import { planJobs } from '../core/prompts/plan.ts';
import { answerKey } from '../core/prompts/key.ts';
import type { AskPlan, Cue } from '../core/prompts/types.ts';
import { blanksFor } from '../core/study/studyCues.ts';
import { countriesIn } from '../core/study/presets.ts';
import { TOPICS } from '../core/survey/topics.ts';
import type { Concept, EngineApi, LoadedModel } from '../engine/engineApi.ts';
import { packShipped, type ShippedHeader } from '../formats/shippedAnswers.ts';
import { createAsk } from '../run/asking/ask.ts';
import { countKnown } from '../run/asking/countKnown.ts';
import { withBundledScores } from '../run/asking/withBundledScores.ts';
import { exampleScores } from '../run/study/zip/example.ts';
import { inZipWorker } from '../run/study/zip/zipClient.ts';
import type { AnswerStore } from '../store/storeApi.ts';
import { loadSurvey } from '../survey/dataset.ts';
import { questionsOf } from '../survey/sets.ts';
import type { SurveyDataset } from '../survey/types.ts';
import { BUNDLED_PICTURES, fetchBundled } from '../ui/pictures/bundled.ts';
import { takePicture } from '../ui/pictures/intake.ts';
import type { ShippedFile, ShippedPart, ShipRequest } from './automationApi.ts';
import { base64Of } from './base64.ts';
import { report } from './progress.ts';

/** As many as the page shows of what a model saw. */
const CONCEPTS = 5;

/** A run as the Lab would make it, all bundled pictures at once. */
interface Part {
  name: string;
  plan: AskPlan;
}

/**
 * Asks what is missing of the answers that come with the app, for so long, and packs all that are
 * known by then, the bundled example's among them.
 */
export async function shipAnswers(
  request: ShipRequest,
  engine: EngineApi,
  loaded: LoadedModel,
  own: AnswerStore
): Promise<ShippedFile> {
  const survey = await loadSurvey();
  const concepts = await seenIn(engine);
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  const example = exampleScores(base, inZipWorker.scoresInZip);
  const answers = withBundledScores(own, example);
  const parts = request.parts.flatMap((part) => partsOf(part, survey));
  await askUntil(request.minutes, parts, { engine, answers, loaded });

  // With all that the example asked nobody need fetch that for its numbers.
  const scores = new Map(await example());
  const coverage: ShippedHeader['coverage'][number][] = [];
  for (const { name, plan } of parts) {
    const jobs = planJobs(plan, loaded.chat);
    const keys = await Promise.all(jobs.map(({ job }) => answerKey(job, loaded)));
    for (const [key, score] of await answers.get(keys)) scores.set(key, score);
    const known = await countKnown(plan, loaded, answers);
    coverage.push({ part: name, known, of: plan.cues.length * plan.questions.length });
  }
  const about = { createdAt: new Date().toISOString(), app: request.app, model: loaded };
  const file = await packShipped({ ...about, concepts, coverage }, scores);
  return { base64: await base64Of(new Blob([file])), entries: scores.size, coverage };
}

async function askUntil(
  minutes: number | null,
  parts: readonly Part[],
  services: Parameters<typeof createAsk>[0]
): Promise<void> {
  let over = minutes === 0;
  let stop = () => undefined as void;
  const end = () => {
    over = true;
    stop();
  };
  const timer = minutes && setTimeout(end, minutes * 60_000);
  for (const { name, plan } of parts) {
    if (over) break;
    const { done, cancel } = createAsk(services)(plan, {
      onAnswer: () => undefined,
      onProgress: (progress) => report(name, progress.done, progress.total)
    });
    stop = cancel;
    await done;
  }
  if (timer) clearTimeout(timer);
}

/** Hands every bundled picture to the engine and tells what the model sees in it. */
async function seenIn(engine: EngineApi): Promise<Record<string, Concept[]>> {
  const seen: [string, Concept[]][] = [];
  for (const bundled of BUNDLED_PICTURES) {
    const { picture } = await takePicture(await fetchBundled(bundled));
    await engine.addPicture(picture.id, picture.file);
    seen.push([picture.id, (await engine.concepts(picture.id))?.slice(0, CONCEPTS) ?? []]);
    report('pictures', seen.length, BUNDLED_PICTURES.length);
  }
  return Object.fromEntries(seen);
}

function partsOf(part: ShippedPart, survey: SurveyDataset): Part[] {
  const all = named(
    survey,
    survey.countries.map(({ code }) => code)
  );
  const shown = named(
    survey,
    BUNDLED_PICTURES.flatMap(({ country }) => country ?? [])
  );
  const pictures = BUNDLED_PICTURES.map(({ picture }): Cue => {
    return { kind: 'picture', picture, category: null };
  });
  const controls = [{ kind: 'neutral' }, ...blanksFor([{ category: null }]), { kind: 'frame' }];
  const lab = [...controls, ...shown, ...pictures] as Cue[];
  switch (part) {
    case 'quick':
      return [runOf(survey, 'quick', 'quick', [...controls, ...all, ...pictures] as Cue[])];
    case 'standard':
      return [runOf(survey, 'standard', 'standard', lab)];
    case 'topics':
      return shortestFirst(TOPICS.map((topic) => runOf(survey, topic, topic, lab)));
    case 'names':
      return shortestFirst(TOPICS.map((topic) => runOf(survey, topic, `${topic}: all names`, all)));
  }
}

/** So that a run that ends early leaves as many sets whole as it can. */
function shortestFirst(parts: Part[]): Part[] {
  return parts.sort((a, b) => a.plan.questions.length - b.plan.questions.length);
}

function named(survey: SurveyDataset, codes: readonly string[]): Cue[] {
  return countriesIn(survey, [...new Set(codes)]).map(({ code, name }) => {
    return { kind: 'country', country: code, name };
  });
}

/** In the Lab's default way of asking (choices.ts). */
function runOf(
  survey: SurveyDataset,
  set: Parameters<typeof questionsOf>[1],
  name: string,
  cues: Cue[]
): Part {
  const template = templateById('brief');
  if (!template) throw new RangeError('No template "brief".');
  const questions = questionsOf(survey, set);
  const plan: AskPlan = {
    ...{ cues, questions, template },
    ...{ readout: 'text', orders: 'forward+reverse', dontKnow: 'omit' }
  };
  return { name, plan };
}
