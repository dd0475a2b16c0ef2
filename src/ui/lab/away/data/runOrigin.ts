import type { ExportedOrigin } from '../../../../formats/exportedOrigin.ts';
import { systemUse } from '../../../../core/prompts/openedWith.ts';
import { APP_VERSION } from '../../../appVersion.ts';
import { BUNDLED_PICTURES } from '../../../pictures/bundled.ts';
import type { LabState } from '../../labState.svelte.ts';
import type { RunState } from '../../runState.svelte.ts';
import { comparedCountry } from '../../results/views.ts';

/** Where the shown run's numbers come from, for every file that holds some; null before the first run. */
export function runOrigin(lab: LabState, savedAt = new Date()): ExportedOrigin | null {
  const { plan, answeredBy, askedIn } = lab.run;
  const { survey, choices } = lab;
  if (!plan || !answeredBy || !survey) return null;
  const country = comparedCountry(plan);
  const wording = askedIn ?? survey.wording;
  const opens = systemUse(plan.template, plan.system, answeredBy.chat);
  return {
    app: APP_VERSION,
    savedAt: savedAt.toISOString(),
    answersFrom: whoseAnswers(lab.run),
    model: answeredBy.model,
    modelHash: answeredBy.manifestHash,
    ...(answeredBy.served && { served: answeredBy.served }),
    template: plan.template.id,
    templateVersion: plan.template.version,
    ...(opens === 'none' ? {} : { system: opens }),
    ...(answeredBy.view && { view: answeredBy.view }),
    readout: plan.readout,
    scoring: plan.readout === 'text' ? choices.variant : null,
    orders: plan.readout === 'letter' ? plan.orders : null,
    dontKnow: plan.readout === 'letter' ? plan.dontKnow : null,
    reference: choices.reference,
    metric: choices.metric,
    caveats: choices.caveats,
    country,
    countryName: country && (survey.country(country)?.name ?? null),
    survey: { id: survey.id, name: survey.name, hash: survey.hash },
    wording: { id: wording.id, name: wording.name, hash: wording.hash },
    pictures: plan.cues.flatMap((cue) => {
      if (cue.kind !== 'picture' && cue.kind !== 'caption') return [];
      const id = cue.picture;
      const bundled = BUNDLED_PICTURES.find(({ picture }) => picture === id);
      if (bundled) return { id, file: bundled.file, title: bundled.title };
      return { id, file: lab.pictures.find((each) => each.id === id)?.name ?? null, title: null };
    })
  };
}

/** `mixed`: some were computed just now, others here before or by the app's makers. */
function whoseAnswers({ source, summary, difference }: RunState): ExportedOrigin['answersFrom'] {
  if (source === 'shipped') return 'app';
  const allHere = source === 'stored' || difference !== null || summary?.cached === 0;
  return allHere ? 'device' : 'mixed';
}
