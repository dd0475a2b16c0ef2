import { addMessages } from '../i18n.ts';
import './modelFaults.ts';
import bench from './en/bench.json';

addMessages({ bench });
