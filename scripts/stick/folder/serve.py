"""Serves this copy of Valueshift on this computer alone, and opens it in the browser. Python 3.7 or newer."""
import http.server, json, os, shutil, sys, urllib.parse, webbrowser

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, 'serve.json'), encoding='utf-8') as file:
    TABLE = json.load(file)
FILES = set(TABLE['files'])
FIRST = int(next((word for word in sys.argv[1:] if word.isdigit()), 4321))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        path = urllib.parse.unquote(self.path.split('?')[0].split('#')[0]).lstrip('/') or 'index.html'
        headers = {**TABLE['headers'], **(TABLE['pageHeaders'].get(path, {}))}
        place = os.path.join(HERE, '..', 'app', *path.split('/'))
        known = path in FILES and os.path.isfile(place)
        headers['Content-Length'] = str(os.path.getsize(place)) if known else '0'
        if known:
            headers['Content-Type'] = TABLE['types'].get(path.split('.')[-1], 'application/octet-stream')
        self.send_response(200 if known else 404)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if known and self.command == 'GET':
            with open(place, 'rb') as source:
                shutil.copyfileobj(source, self.wfile, 1 << 20)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass  # The window is for the address alone.


class Server(http.server.ThreadingHTTPServer):
    allow_reuse_address = os.name != 'nt'  # On Windows two servers would share a port.

    def handle_error(self, *_):
        pass  # Whoever hung up needs no answer.


for port in range(FIRST, FIRST + 21):
    try:
        server = Server(('127.0.0.1', port), Handler)
        break
    except OSError:
        continue
else:
    sys.exit('No free port from %d on. Close other copies and try again.' % FIRST)
url = 'http://127.0.0.1:%d/' % port
print('Valueshift is ready: %s\nLeave this window open. Close it to stop.' % url, flush=True)
if '--no-browser' not in sys.argv:
    webbrowser.open(url)
try:
    server.serve_forever()
except KeyboardInterrupt:
    pass
