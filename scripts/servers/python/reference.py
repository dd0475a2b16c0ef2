"""Log-probabilities by transformers in 32 bits, of prompts given as turns.

    python reference.py REQUEST.json REPLY.json

REQUEST: {"folder", "gguf": its file there or null, "views": "one" | "full", "resizing": "torchvision" |
"pil", "prompts": [{"system", "user", "picture", "opened", "targets"}]}. REPLY: one {"text", "logprobs"} a prompt; `text` is what the chat
template makes of the turns, with the opened answer gone on with, not closed.
"""
import json
import sys

import torch
from transformers import AutoConfig, AutoImageProcessor, AutoModelForCausalLM, AutoModelForImageTextToText, AutoProcessor, AutoTokenizer

# Others may be at work on the machine, and threads that wait for each other lose most there.
torch.set_num_threads(1)
torch.set_grad_enabled(False)


def messages_of(prompt, vision):
    """Templates of models that see take kinds of content, many others plain text alone."""
    def part(text): return [dict(type='text', text=text)] if vision else text
    user = part(prompt['user'])
    if prompt['picture']: user = [dict(type='image'), *user]
    turns = [dict(role='user', content=user)]
    if prompt['system'] is not None: turns.insert(0, dict(role='system', content=part(prompt['system'])))
    return turns + [dict(role='assistant', content=part(prompt['opened']))]


def main(request, reply):
    with open(request) as file: asked = json.load(file)
    folder = asked['folder']
    packed = dict(gguf_file=asked['gguf']) if asked['gguf'] else {}
    vision = not packed and hasattr(AutoConfig.from_pretrained(folder), 'vision_config')
    kind = AutoModelForImageTextToText if vision else AutoModelForCausalLM
    model = kind.from_pretrained(folder, **packed, dtype=torch.float32, attn_implementation='eager').eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, **packed)
    processor = AutoProcessor.from_pretrained(folder) if vision else tokenizer
    if vision: processor.image_processor = AutoImageProcessor.from_pretrained(folder, backend=asked['resizing'])

    def encode(text): return tokenizer(text, add_special_tokens=False)['input_ids']

    def inputs_of(text, picture):
        if picture is None: return dict(input_ids=torch.tensor([encode(text)]))
        from PIL import Image
        more = dict(do_image_splitting=asked['views'] == 'full')
        return dict(processor(text=text, images=[Image.open(picture).convert('RGB')], return_tensors='pt', **more))

    def rows(inputs, behind):
        # The numbers behind the prompt and behind each of these tokens.
        ids = torch.cat([inputs['input_ids'], torch.tensor([behind], dtype=torch.long)], 1)
        more = {k: v for k, v in inputs.items() if k.startswith('pixel')}
        logits = model(input_ids=ids, attention_mask=torch.ones_like(ids), use_cache=False, **more).logits[0]
        return logits[-1 - len(behind):].double().log_softmax(-1)

    answers = []
    for prompt in asked['prompts']:
        text = processor.apply_chat_template(messages_of(prompt, vision), tokenize=False, continue_final_message=True)
        inputs = inputs_of(text, prompt['picture'])
        logprobs = []
        if prompt['targets']['kind'] == 'letters':
            row = rows(inputs, [])[0]
            logprobs = [float(row[encode(letter)[0]]) for letter in prompt['targets']['letters']]
        else:
            for option in prompt['targets']['continuations']:
                tokens = encode(option)
                got = rows(inputs, tokens[:-1])
                logprobs.append(float(sum(got[at][token] for at, token in enumerate(tokens))))
        answers.append(dict(text=text, logprobs=logprobs))
    with open(reply, 'w') as file: json.dump(answers, file)


if __name__ == '__main__': main(*sys.argv[1:])
