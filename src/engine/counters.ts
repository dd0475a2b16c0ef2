/** What the engine has computed so far; a run's share is the difference of two snapshots. */
export interface Work {
  prefixes: number;
  encoderRuns: number;
  prefillTokens: number;
  decoderCalls: number;
}

export const noWork = (): Work => ({
  prefixes: 0,
  encoderRuns: 0,
  prefillTokens: 0,
  decoderCalls: 0
});
