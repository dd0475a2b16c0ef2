import type { ExportedOrigin } from '../../../formats/exportedOrigin.ts';
import type { LoadedModel } from '../../../engine/engineApi.ts';
import { TOLD } from '../../../run/asking/toldInWords.ts';

/** Where the larger model's numbers come from, in a file that holds those of the shown run too. */
export function toldOrigin(run: ExportedOrigin, model: LoadedModel): ExportedOrigin {
  const shared = { ...run };
  delete shared.view;
  return {
    ...shared,
    ...{ answersFrom: 'app', model: model.model, modelHash: model.manifestHash },
    ...{ template: TOLD.template.id, templateVersion: TOLD.template.version, system: TOLD.system },
    ...{ readout: TOLD.readout, scoring: null, orders: TOLD.orders, dontKnow: TOLD.dontKnow }
  };
}
