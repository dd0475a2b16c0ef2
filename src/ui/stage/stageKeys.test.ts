import { describe, expect, it } from 'vitest';
import { appAddress } from './appAddress.ts';
import { opensStage, slideAfter, stageAct } from './stageKeys.ts';

const press = (key: string, held = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false },
  ...held
});

describe('keys on stage', () => {
  it('go on and back by arrows, page keys and space, and to both ends', () => {
    const acts = [
      'ArrowRight',
      'PageDown',
      ' ',
      'ArrowLeft',
      'PageUp',
      'Home',
      'End',
      'b',
      'B',
      'Escape'
    ];
    expect(acts.map((key) => stageAct(press(key)))).toEqual(
      'next next next back back first last black black end'.split(' ')
    );
    expect(stageAct(press('x'))).toBeNull();
    expect(stageAct(press('f', { ctrlKey: true }))).toBeNull();
  });

  it('are mirrored from right to left, page keys are not', () => {
    expect(
      ['ArrowRight', 'ArrowLeft', 'PageDown'].map((key) => stageAct(press(key), true))
    ).toEqual(['back', 'next', 'next']);
  });

  it('never leave the slides', () => {
    expect(slideAfter('next', 2, 3)).toBe(2);
    expect(slideAfter('back', 0, 3)).toBe(0);
    expect(slideAfter('last', 0, 3)).toBe(2);
    expect(slideAfter('first', 2, 3)).toBe(0);
    expect(slideAfter('black', 1, 3)).toBe(1);
  });

  it('F opens the stage, but no shortcut of the browser does', () => {
    expect(opensStage(press('f'), null)).toBe(true);
    expect(opensStage(press('F'), null)).toBe(true);
    expect(opensStage(press('f', { metaKey: true }), null)).toBe(false);
    expect(opensStage(press('g'), null)).toBe(false);
    // Nor where a person types.
    const field = { closest: () => ({}) as Element };
    expect(opensStage(press('f'), field)).toBe(false);
  });
});

describe('the address to hand on', () => {
  it('leaves out where in the app it was read, and says where it leads nowhere', () => {
    expect(appAddress('https://a.org/app/?x=1#/story/8')).toEqual({
      url: 'https://a.org/app/',
      onlyHere: false
    });
    for (const href of [
      'http://localhost:5480/#/story',
      'http://127.0.0.1:8000/',
      'http://[::1]:1/',
      'file:///E:/stick/index.html#/story'
    ]) {
      expect(appAddress(href).onlyHere, href).toBe(true);
    }
    expect(appAddress('http://127.example.org/').onlyHere).toBe(false);
  });
});
