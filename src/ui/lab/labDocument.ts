import type { GenericSchema } from 'valibot';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { DocumentStore } from '../../store/storeApi.ts';
import type { AskSpec, LabChoices } from './choices.ts';
import { labDocumentSchema } from './labSchema.ts';

/** How far the recorded run had come: `running` means that the page went away in the middle. */
export type RunRecordState = 'running' | 'cancelled' | 'done';

/** What the Lab keeps between visits; answers and pictures lie in their own stores. */
export interface LabDocument {
  version: 1;
  choices: LabChoices;
  run: { spec: AskSpec; state: RunRecordState; loaded: LoadedModel | null } | null;
  lastRate: number | null;
  /** Something was done here before: the doors of a first visit are not shown again. */
  begun?: boolean;
}

const NAME = 'lab';
/** What an earlier version did not store is missing (`ChoicesState.restore`). */
const schema = labDocumentSchema as unknown as GenericSchema<unknown, LabDocument>;

export async function readLabDocument(documents: DocumentStore): Promise<LabDocument | null> {
  return (await documents.get(NAME, schema)) ?? null;
}

export function writeLabDocument(documents: DocumentStore, document: LabDocument): Promise<void> {
  return documents.put(NAME, document);
}
