import type { QuestionId } from '../../../core/survey/types.ts';

/** Which card is wanted: the verdict's, or one question's. */
export type WantedCard = { of: 'verdict' } | { of: 'question'; question: QuestionId };

/** The card that someone asked for; `Actions` opens it. */
class CardRequest {
  wanted: WantedCard | null = $state.raw(null);

  close(): void {
    this.wanted = null;
  }
}

export const cardRequest = new CardRequest();

/** Opens the card of one question, or of the verdict. */
export function openCard(question: QuestionId | null): void {
  cardRequest.wanted = question === null ? { of: 'verdict' } : { of: 'question', question };
}
