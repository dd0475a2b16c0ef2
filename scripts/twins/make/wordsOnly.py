"""Twins of models that read words only: `qwen2.5-text` (Qwen2.5, graph by the model builder, GroupQueryAttention that
turns by itself) and `smollm-text` (SmolLM2, Llama, graph by the older model builder, MultiHeadAttention and
`position_ids`). Tiny random weights, real classes, chat templates and file names, numbers of Python's transformers.

    python wordsOnly.py OUT TOKENIZERS

OUT: folder to write both twins to, laid out as on the hub. TOKENIZERS: a folder with the twins `fastvlm-0.5b` and
`smolvlm-256m`, whose tokenizers (Qwen2's and SmolLM2's, cut to 500 merges) are taken. Environment: GENAI_NEW, the
folder `onnxruntime_genai/models` out of the wheel 0.14.1; GENAI_BUILDER_05, `builder.py` out of the wheel 0.5.2
(`pip download --no-deps onnxruntime-genai==...`, then unzip). Python 3.11 with torch 2.13, transformers 5.24,
onnx 1.23, onnxruntime 1.32, onnx_ir. Weights come from fixed seeds: the same releases give the same files.
"""
import contextlib, importlib.util, io, json, logging, math, os, pathlib, re, shutil, sys, tempfile, types, warnings
import numpy as np, onnx, torch
import onnxruntime as ort
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM
import transformers
warnings.filterwarnings('ignore'); logging.disable(logging.WARNING)
torch.set_grad_enabled(False)

SIZES = dict(hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2)
LETTERS = list('ABCDE')
OPTIONS = [' never', ' almost every day', ' only on holidays']
LEAD_LETTER, LEAD_TEXT = 'The answer is (', 'I would say:'
ASK = ('How often do people there go to a concert?\n'
       '(A) never\n(B) rarely\n(C) sometimes\n(D) often\n(E) always')
TURNS = {
    'none': [('user', ASK)],
    'name': [('user', 'Think of the people who live in Chile.\n' + ASK)],
    'caption': [('user', 'A picture shows: the flag of Chile. Think of the people who live there.\n' + ASK)],
    'system': [('system', 'You answer as people in Chile would.'), ('user', ASK)],
}
# As the tokenizers of Qwen2.5 and SmolLM2 bring them (Qwen2.5's without the parts for tools).
QWEN = """{%- if messages[0]['role'] == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
{%- else %}
    {{- '<|im_start|>system\\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
"""
SMOL = "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"


def write_json(folder, name, value):
    text = json.dumps(value, indent=2, ensure_ascii=False)
    numbers = r'\[\s+(-?[\d.eE+-]+(?:,\s+-?[\d.eE+-]+)*)\s+\]'
    (folder / name).write_text(re.sub(numbers, lambda m: '[' + re.sub(r'\s+', ' ', m[1]) + ']', text) + '\n')


def liven(model, seed, head):
    """Random weights under which words and their order move the answer."""
    g = torch.Generator().manual_seed(seed)
    for name, p in model.named_parameters():
        rand = torch.randn(p.shape, generator=g)
        if 'norm' in name: p.copy_(1 + .2 * rand)
        elif p.ndim == 1: p.copy_(.1 * rand)
        elif 'embed_tokens' in name: p.copy_(rand)
        else: p.copy_((head if 'lm_head' in name else 1.8 if re.search('[qk]_proj', name) else 1) / math.sqrt(p[0].numel()) * rand)
    return model


def by_new_builder(model):
    """Release 0.14.1, `cpu`: `model.onnx` as people make it from Qwen2.5 today."""
    sys.path.insert(0, os.environ['GENAI_NEW'])
    from builders import QwenModel
    import onnx_ir as ir
    class Built(QwenModel):
        def load_weights(self, path): return model
    with tempfile.TemporaryDirectory() as t, contextlib.redirect_stdout(io.StringIO()):
        for name in ('in', 'out', 'cache'): os.makedirs(f'{t}/{name}')
        c = model.config; c._name_or_path = t + '/in'; c.save_pretrained(t + '/in')
        built = Built(c, ir.DataType.FLOAT, ir.DataType.FLOAT, 'cpu', t + '/cache', {})
        built.make_model(t + '/in'); built.save_model(t + '/out')
        return onnx.load(t + '/out/model.onnx')


def by_old_builder(model):
    """Release 0.5.2, `web`: MultiHeadAttention, its mask made in the graph."""
    name = 'onnxruntime.quantization.matmul_4bits_quantizer'   # later releases renamed it; only 4-bit builds need it
    stub = types.ModuleType(name)
    stub.__dict__.update(MatMul4BitsQuantizer=object, QuantFormat=type('QuantFormat', (), dict(QOperator=0, QDQ=1)))
    sys.modules.setdefault(name, stub)
    spec = importlib.util.spec_from_file_location('old_builder', os.environ['GENAI_BUILDER_05'])
    builder = importlib.util.module_from_spec(spec); spec.loader.exec_module(builder)
    original = transformers.AutoModelForCausalLM.from_pretrained
    with tempfile.TemporaryDirectory() as t, contextlib.redirect_stdout(io.StringIO()):
        for name in ('in', 'out', 'cache'): os.makedirs(f'{t}/{name}')
        model.save_pretrained(t + '/in')
        c = LlamaConfig.from_pretrained(t + '/in')
        c.rope_theta, c.rope_scaling = c.rope_parameters['rope_theta'], None
        for layer in model.model.layers:                     # the old code looks for these in each layer
            a = layer.self_attn
            a.__dict__.update(rotary_emb=type('Rotary', (), {})(), num_heads=c.num_attention_heads, num_key_value_heads=c.num_key_value_heads)
        built = builder.LlamaModel(c, onnx.TensorProto.FLOAT, 'fp32', 'web', t + '/cache', {})
        transformers.AutoModelForCausalLM.from_pretrained = lambda *a, **k: model
        try: built.make_model(t + '/in')
        finally: transformers.AutoModelForCausalLM.from_pretrained = original
        built.save_model(t + '/out')
        return onnx.load(t + '/out/model.onnx')


def in_four_bits(model):
    """As transformers.js's scripts/quantize.py makes `q4`."""
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    fresh = onnx.ModelProto(); fresh.CopyFrom(model)
    q = MatMulNBitsQuantizer(fresh, block_size=32, is_symmetric=True, accuracy_level=None); q.process()
    for t in q.model.model.graph.initializer:                # of old quantizers one long row
        if t.name.endswith('_scales') and len(t.dims) > 1:
            t.CopyFrom(onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(t).reshape(-1), t.name))
    return q.model.model


def log_softmax(row):
    row = np.asarray(row, np.float64); m = row.max()
    return row - m - np.log(np.exp(row - m).sum())


def scores(logits_of, ids_letter, ids_text, encode):
    """logits_of(ids) -> [len, vocab]; the letters behind one prompt, whole options behind another."""
    last = log_softmax(logits_of(ids_letter)[-1])
    out = dict(letters={l: float(last[encode(l)[0]]) for l in LETTERS}, options={})
    for option in OPTIONS:
        more = encode(option); logits = logits_of(ids_text + more)
        out['options'][option] = float(sum(log_softmax(logits[len(ids_text) - 1 + k])[t] for k, t in enumerate(more)))
    return out


def difference(a, b): return max(abs(a[k][x] - b[k][x]) for k in ('letters', 'options') for x in a[k])


def exported(path):
    """The graph in Python's ONNX Runtime, one prompt at once: ids -> [len, vocab]."""
    o = ort.SessionOptions(); o.log_severity_level = 4; o.intra_op_num_threads = 1
    session = ort.InferenceSession(str(path), o, providers=['CPUExecutionProvider'])
    def logits(ids):
        n = len(ids)
        known = dict(input_ids=[ids], attention_mask=np.ones((1, n)), position_ids=[range(n)])
        feeds = {}
        for i in session.get_inputs():
            if i.name in known: feeds[i.name] = np.asarray(known[i.name], np.int64)
            else: feeds[i.name] = np.zeros([1, i.shape[1], 0, i.shape[3]], np.float32)
        return session.run(['logits'], feeds)[0][0].astype(np.float64)
    return logits


def make(folder, model, tokenizer, template, special, graph, config_more):
    shutil.rmtree(folder, ignore_errors=True); (folder / 'onnx').mkdir(parents=True)
    shutil.copy(tokenizer / 'tokenizer.json', folder)
    c = json.loads(model.config.to_json_string())
    kept = ('bos_token_id', 'eos_token_id', 'hidden_act', 'initializer_range', 'max_position_embeddings', 'model_type', 'rms_norm_eps', 'tie_word_embeddings', 'use_cache', 'vocab_size', *SIZES)
    write_json(folder, 'config.json', dict(architectures=[type(model).__name__], **{k: c[k] for k in kept}, **config_more))
    write_json(folder, 'generation_config.json', dict(bos_token_id=c['bos_token_id'], eos_token_id=c['eos_token_id'], transformers_version='4.48.3'))
    added = json.loads((folder / 'tokenizer.json').read_text())['added_tokens']
    write_json(folder, 'tokenizer_config.json', dict(
        added_tokens_decoder={str(a['id']): {k: v for k, v in a.items() if k != 'id'} for a in added},
        clean_up_tokenization_spaces=False, chat_template=template, model_max_length=2048, **special))
    made = graph(model)
    onnx.save(made, folder / 'onnx/model.onnx'); onnx.save(in_four_bits(made), folder / 'onnx/model_q4.onnx')
    tok = PreTrainedTokenizerFast(tokenizer_file=str(folder / 'tokenizer.json'), clean_up_tokenization_spaces=False)
    encode = lambda text: tok(text, add_special_tokens=False)['input_ids']
    reference = lambda ids: model(input_ids=torch.tensor([ids]), use_cache=False).logits[0].double().numpy()
    graphs = {kind: exported(folder / f'onnx/{file}') for kind, file in (('fp32', 'model.onnx'), ('q4', 'model_q4.onnx'))}
    cases = {}
    for name, turns in TURNS.items():
        messages = [dict(role=role, content=content) for role, content in turns]
        prompt, options = (tok.apply_chat_template(messages, chat_template=template, add_generation_prompt=True, tokenize=False) + lead for lead in (LEAD_LETTER, LEAD_TEXT))
        ids, ids_options = encode(prompt), encode(options)
        case = dict(picture=None, messages=messages, lead_in=LEAD_LETTER, prompt=prompt, input_ids=ids, prompt_options=options, input_ids_options=ids_options,
            reference=scores(reference, ids, ids_options, encode))
        if name == 'none':
            more = []
            for _ in range(6): more.append(int(reference(ids + more)[-1].argmax()))
            case['greedy'] = dict(behind=prompt, ids=more, text=tok.decode(more))
        case['onnx'] = {}
        for kind, logits in graphs.items():
            got = scores(logits, ids, ids_options, encode); got['largest_difference'] = difference(got, case['reference']); case['onnx'][kind] = got
        cases[name] = case
    moved = [difference(cases['none']['reference'], cases[name]['reference']) for name in TURNS if name != 'none']
    write_json(folder, 'reference.json', dict(
        made_with=dict(transformers=transformers.__version__, torch=torch.__version__, onnxruntime=ort.__version__),
        image_token_id=None, view='reads words only', liveliness=dict(words_least=min(moved), words_most=max(moved)), cases=cases))
    print(folder.name, {k: max(case['onnx'][k]['largest_difference'] for case in cases.values()) for k in graphs}, 'words move', min(moved), max(moved))


def main(out, tokenizers):
    qwen, smol = tokenizers / 'fastvlm-0.5b', tokenizers / 'smolvlm-256m'
    ids = {a['content']: a['id'] for a in json.loads((qwen / 'tokenizer.json').read_text())['added_tokens']}
    c = Qwen2Config(**SIZES, vocab_size=768, bos_token_id=ids['<|endoftext|>'], eos_token_id=ids['<|im_end|>'], max_position_embeddings=2048,
        rope_theta=1e6, rms_norm_eps=1e-6, tie_word_embeddings=False, architectures=['Qwen2ForCausalLM'])
    model = liven(Qwen2ForCausalLM._from_config(c, attn_implementation='eager').float().eval(), 81, 1.2)
    make(out / 'qwen2.5-text', model, qwen, QWEN, dict(add_bos_token=False, add_prefix_space=False, bos_token=None, eos_token='<|im_end|>', pad_token='<|endoftext|>', tokenizer_class='Qwen2Tokenizer'),
        by_new_builder, dict(rope_theta=1e6, sliding_window=32768, use_sliding_window=False, max_window_layers=24))
    c = LlamaConfig(**SIZES, vocab_size=880, bos_token_id=1, eos_token_id=2, pad_token_id=2, max_position_embeddings=2048, rope_theta=1e5, rms_norm_eps=1e-5,
        tie_word_embeddings=False, architectures=['LlamaForCausalLM'])
    model = liven(LlamaForCausalLM._from_config(c, attn_implementation='eager').float().eval(), 82, 1.2)
    make(out / 'smollm-text', model, smol, SMOL, dict(add_prefix_space=False, bos_token='<|im_start|>', eos_token='<|im_end|>', pad_token='<|im_end|>', unk_token='<|endoftext|>', tokenizer_class='GPT2Tokenizer'),
        by_old_builder, dict(rope_theta=1e5, head_dim=16, pad_token_id=2))


if __name__ == '__main__': main(*map(pathlib.Path, sys.argv[1:3]))
