import { addMessages } from '../i18n.ts';
import './servers.ts';
import served from './en/served.json';

addMessages({ served });
