// Unit tests reach into every area without going through its page.
import '../src/ui/messages/about.ts';
import '../src/ui/messages/explore.ts';
import '../src/ui/messages/study.ts';
