import { addMessages } from '../i18n.ts';
import './readFaults.ts';
import importing from './en/import.json';

addMessages({ import: importing });
