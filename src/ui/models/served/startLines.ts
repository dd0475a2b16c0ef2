import type { MessageKey } from '../../i18n.ts';

export interface StartLine {
  server: string;
  /** What to type into a terminal. */
  line: string;
  address: string;
  note: MessageKey;
}

/**
 * What a person starts, so that a page of this origin may ask it. The same lines stand in
 * docs/servers.md.
 */
export function startLines(origin: string): readonly StartLine[] {
  return [
    {
      server: 'Ollama',
      line: `OLLAMA_ORIGINS=${origin} ollama serve`,
      address: 'http://127.0.0.1:11434',
      note: 'served.start.ollama'
    },
    {
      server: 'LM Studio',
      line: 'lms server start --cors',
      address: 'http://127.0.0.1:1234',
      note: 'served.start.lmStudio'
    },
    {
      server: 'llama.cpp',
      line: 'llama-server -m model.gguf --port 8080',
      address: 'http://127.0.0.1:8080',
      note: 'served.start.llamaCpp'
    },
    {
      server: 'vLLM',
      line: `vllm serve MODEL --host 127.0.0.1 --allowed-origins '["${origin}"]'`,
      address: 'http://127.0.0.1:8000',
      note: 'served.start.vllm'
    }
  ];
}
