// The peer to measure against: @tus/server with its file store, as its README shows it. node tus-server.mjs FOLDER
import { createServer } from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const tus = new Server({ path: "/files", datastore: new FileStore({ directory: process.argv[2] }) });
const server = createServer(tus.handle.bind(tus));
server.requestTimeout = 0;
server.listen(0, "127.0.0.1", () => console.log(`Now listening on: http://127.0.0.1:${server.address().port}`));
