import { askedControls } from '../../../core/measures/controls.ts';
import { countsInMeans } from '../../../core/study/countsInMeans.ts';
import { inclusionOf } from '../../../core/study/participants.ts';
import { someoneSees } from '../../../core/study/wordsOnly.ts';
import { onlyNamed } from '../../../core/study/studyCues.ts';
import { gateMethodOf, gatePromptOf } from '../../../core/study/gateMethod.ts';
import { nameAlone } from '../../../core/survey/countryInPrompt.ts';
import { templateName } from '../../../core/prompts/templateName.ts';
import { paperRules, type RuleCheck } from '../../../core/study/paperRules.ts';
import type { Study } from '../../../core/study/studyTypes.ts';
import type { OpenStudy } from '../../../run/study/studyApi.ts';
import { whole } from '../../format.ts';
import { currentLocale, t } from '../../i18n.ts';
import { servedOrigin } from '../../models/served/servedWords.ts';
import { conditionWords } from '../results/words.ts';
import type { StudyState } from '../studyState.svelte.ts';

const listed = (items: readonly string[]) =>
  new Intl.ListFormat(currentLocale(), { type: 'conjunction' }).format(items);

/** Which of the paper's selection rules hold, and which do not. */
function rulesSentence(study: Study, { gates, survey }: OpenStudy): string {
  const checks = paperRules(study, gates, survey).filter(({ state }) => state !== 'none');
  const kept = checks.filter(({ state }) => state === 'holds').length;
  const names = (wanted: RuleCheck['state']) =>
    checks
      .filter(({ state }) => state === wanted)
      .map(({ rule }) => t(`studyReport.method.rules.${rule}`));
  return [
    t('studyReport.method.rulesHold', { count: kept, all: checks.length }),
    ...(['broken', 'open'] as const).flatMap((state) => {
      const rules = names(state);
      return rules.length > 0
        ? t(`studyReport.method.rulesOf.${state}`, { rules: listed(rules) })
        : [];
    })
  ].join(' ');
}

/** The method of a study, every choice made, one sentence each. */
export function methodSentences({ study, frame, open, metric, variant }: StudyState): string[] {
  const letters = frame.conditions.some(({ readout }) => readout === 'letter');
  const words = frame.conditions.some(({ readout }) => readout === 'text');
  const controls = askedControls(frame);
  const besideMeans = countsInMeans(frame.questions).filter((counts) => !counts).length;
  const runs = Object.entries(open.record.runs).map(([model, run]) =>
    t('studyReport.method.run', {
      model,
      dtype: run.dtype,
      device: run.device,
      hash: run.manifestHash.slice(0, 12)
    })
  );
  const readers = study.models.flatMap(({ model, wordsOnly }) => (wordsOnly ? model : []));
  return [
    t('studyReport.method.asked', {
      questions: frame.questions.length,
      survey: study.survey.name,
      cues: listed(study.cues.map((cue) => t(`study.cueKinds.${cue}`))),
      countries: listed(study.countries.map(({ name }) => nameAlone(name)))
    }),
    controls.length > 0
      ? t('studyReport.method.controls', {
          controls: listed(controls.map((control) => t(`study.cueKinds.${control}`)))
        })
      : '',
    besideMeans > 0 ? t('studyReport.method.behaviour', { count: besideMeans }) : '',
    study.cues.includes('country') && onlyNamed(study).length > 0
      ? t('studyReport.method.alsoNamed', { count: onlyNamed(study).length })
      : '',
    study.pictures.length > 0
      ? t('studyReport.method.pictures', {
          count: frame.pictures.length,
          all: study.pictures.length
        })
      : t('studyReport.method.noPictures'),
    study.pictures.length === 0 ? '' : gateSentence(study),
    rulesSentence(study, open),
    runs.length > 0 ? t('studyReport.method.models', { models: listed(runs) }) : '',
    ...Object.values(open.record.runs).map(({ served }) => servedOrigin(served)),
    readers.length > 0
      ? t('studyReport.method.wordsOnly', { count: readers.length, models: listed(readers) })
      : '',
    t('studyReport.method.templates', { templates: listed(study.templates.map(templateName)) }),
    frame.conditions.length > 0
      ? t('studyReport.method.conditions', {
          conditions: listed(frame.conditions.map(conditionWords))
        })
      : '',
    letters
      ? t('study.caption.orders', {
          orders: t(`lab.orders.names.${study.orders}`),
          dontKnow: t(`study.caption.dontKnow.${study.dontKnow}`)
        })
      : '',
    words ? t('study.caption.variant', { variant: t(`lab.variant.names.${variant}`) }) : '',
    t('study.caption.metric', { metric: t(`lab.metric.names.${metric}`) }),
    t('studyReport.method.resampling', { seed: String(study.seed) }),
    t('studyReport.method.answers', {
      answers: whole(open.columns.length),
      missing: whole(open.missing)
    })
  ].filter((sentence) => sentence !== '');
}

function gateSentence(study: Study): string {
  const { gate } = study;
  if (!gate.on) return t('studyReport.method.noGate');
  if (!someoneSees(study)) return t('studyReport.method.gateUnasked');
  if (inclusionOf(study) === 'hand') return t('studyReport.method.gateAside');
  return t('studyReport.method.gate', {
    method:
      gateMethodOf(gate) === 'free'
        ? t(`studyReport.method.gateFree.${gatePromptOf(gate)}`)
        : t(`studyReport.method.gateVariant.${gate.variant}`),
    other: gate.passRank.other,
    people: gate.passRank.people
  });
}
