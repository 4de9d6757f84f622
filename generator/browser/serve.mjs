// A small static server for one folder under one path, such as /a/b/c/. Anything else is 404.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { createGzip } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.json': 'application/json', '.jsonld': 'application/ld+json', '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8', '.xml': 'application/xml', '.zip': 'application/zip', '.png': 'image/png',
};

export const typeOf = (path) => types[extname(path)] ?? 'application/octet-stream';

const packed = new Set(['.html', '.css', '.js', '.svg', '.json', '.txt']);

// serve answers {origin, stop}; the site's address is origin + prefix. It compresses text where the browser takes it, as
// the sample settings for nginx and Apache do.
export async function serve(folder, prefix) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = path.startsWith(prefix) ? normalize(join(folder, path.slice(prefix.length))) : '';
    if (!(file === folder || file.startsWith(folder + sep)) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': types['.html'] }).end(lost(folder, path.slice(prefix.length)));
      return;
    }
    const gzip = packed.has(extname(file)) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(200, { 'content-type': typeOf(file), ...(gzip && { 'content-encoding': 'gzip', vary: 'accept-encoding' }) });
    if (gzip) createReadStream(file).pipe(createGzip()).pipe(response);
    else createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => { server.closeAllConnections(); server.close(); } };
}

// lost is the page for lost links of the language that was asked for, as the sample settings have it.
function lost(folder, path) {
  const page = [join(folder, path.split('/')[0], '404.html'), join(folder, '404.html')].find(existsSync);
  return page ? readFileSync(page) : 'not found';
}
