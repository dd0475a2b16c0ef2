import { addMessages } from '../i18n.ts';
import told from './en/told.json';

addMessages({ told });
