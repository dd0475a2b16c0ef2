/**
 * An error that a person can act on. `code` names its sentence in the message catalogue
 * (`errors.<code>`), `params` fill it in. It survives the worker boundary because comlink carries
 * an error's message, and the message holds both.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly params: Record<string, string | number>;

  constructor(code: string, params: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
  }

  /** The AppError behind anything thrown; `unexpected` with the original text where it is none. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const match = /^([a-z][a-z0-9-]*) (\{.*\})$/s.exec(message);
    if (match?.[1] && match[2]) {
      try {
        return new AppError(match[1], JSON.parse(match[2]) as Record<string, string | number>);
      } catch {
        // Not one of ours after all.
      }
    }
    return new AppError('unexpected', { message });
  }
}
