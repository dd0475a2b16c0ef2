import { expect, it } from 'vitest';
import { assertPlausible } from './plausible.ts';

const codeOf = (file: string, text: string) => {
  try {
    assertPlausible(file, new TextEncoder().encode(text));
    return null;
  } catch (thrown) {
    expect(thrown).toMatchObject({ params: { file } });
    return (thrown as { code: string }).code;
  }
};

it('tells what was saved under the name of a model’s file by mistake', () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 9\n';
  for (const file of ['onnx/model_q4.onnx', 'onnx/model_q4.onnx_data_1', 'tokenizer.json']) {
    expect(codeOf(file, pointer)).toBe('model-file-pointer');
    expect(codeOf(file, '<!DOCTYPE html><title>Sign in</title>')).toBe('model-file-page');
    expect(codeOf(file, '\n <html>')).toBe('model-file-page');
    expect(codeOf(file, '{"a": "<html>"}')).toBe(null);
  }
  expect(codeOf('onnx/model.onnx', '')).toBe('model-file-empty');
  expect(codeOf('onnx/model.onnx_data', '')).toBe('model-file-empty');
  expect(codeOf('chat_template.jinja', '<html>{{ messages }}')).toBe(null);
});
