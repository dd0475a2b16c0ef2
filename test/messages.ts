// Unit tests reach into every area without going through its page.
import '../src/ui/messages/about.ts';
import '../src/ui/messages/away.ts';
import '../src/ui/messages/bench.ts';
import '../src/ui/messages/class.ts';
import '../src/ui/messages/explore.ts';
import '../src/ui/messages/glossary.ts';
import '../src/ui/messages/import.ts';
import '../src/ui/messages/lessons.ts';
import '../src/ui/messages/results.ts';
import '../src/ui/messages/stage.ts';
import '../src/ui/messages/scripts.ts';
import '../src/ui/messages/study.ts';
