/** The parts of `config.json` and `generation_config.json` that name the end of a turn. */
export interface EndConfig {
  eos_token_id?: number | readonly number[] | null;
  text_config?: EndConfig | null;
}

/** Ids that models name as the end of what they say. */
export function endIdsOf(...configs: readonly (EndConfig | null | undefined)[]): number[] {
  return configs.flatMap((config) => {
    if (!config) return [];
    const { eos_token_id: own, text_config: inner } = config;
    return [...(own === undefined || own === null ? [] : [own].flat()), ...endIdsOf(inner)];
  });
}

/**
 * The mark that closes a turn of the chat, where it is a token of its own that is no text: some
 * models end with it though their configuration names another token only.
 * @param close what the chat template puts behind a turn
 */
export function closingId(
  close: string,
  encode: (text: string) => readonly number[],
  special: readonly number[]
): number | null {
  const [first] = close === '' ? [] : encode(close);
  return first !== undefined && special.includes(first) ? first : null;
}
