// A route of the server, with the engine in the server's own thread.

import { convert, init } from "authmorph";

export async function POST(request) {
  await init();
  return Response.json(convert(await request.json()));
}
