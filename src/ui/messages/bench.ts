import { addMessages } from '../i18n.ts';
import bench from './en/bench.json';

addMessages({ bench });
