// A service in Node.js that answers every request with the path that it understood, read in the ways that services do.
const http = require('node:http');
const path = require('node:path');

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Tomcat, Jetty and Spring: parameters go, then empty segments, then dots.
function withoutParameters(text) {
  const plain = text.split('/').map((segment) => decoded(segment.split(';')[0]).split(';')[0]);
  return path.posix.normalize(plain.join('/'));
}

// Rails: what follows the dot of the last segment is the format.
function withoutFormat(text) {
  return text.replace(/(?<=[^/])\.[^/]*$/, '');
}

function understand(target) {
  const raw = target.split('?')[0];
  const url = new URL(target, 'http://platform');
  return {
    'Node: URL': decoded(url.pathname),
    'Node: URL, nothing decoded': url.pathname,
    'Node: without parameters': withoutParameters(raw),
    'Node: without case': decoded(raw).toLowerCase(),
    'Node: upper case and back': decoded(raw).toUpperCase().toLowerCase(),
    'Node: without a format': withoutFormat(path.posix.normalize(decoded(raw))),
    'Node: parsed again once decoded': new URL(decoded(raw), 'http://platform').pathname,
  };
}

const server = http.createServer((request, response) => {
  const text = JSON.stringify(understand(request.url));
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
