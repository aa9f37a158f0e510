import { WebSocketServer } from 'ws';

// What a connection costs before anyone keeps anything about it.
const port = Number(process.argv[2]);
const server = new WebSocketServer({ host: '127.0.0.1', port });

server.on('connection', (socket) => socket.on('message', () => {}));
server.on('listening', () => console.log(`http://127.0.0.1:${port}`));
