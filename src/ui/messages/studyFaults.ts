import { addErrors } from '../i18n.ts';
import stats from './en/errors.studyStats.json';
import studies from './en/errors.study.json';

// What may go wrong with studies: said where they are made, read and saved.
addErrors({ ...studies, ...stats });
