import { expose } from 'comlink';
import { Stats } from './stats.ts';

expose(new Stats());
