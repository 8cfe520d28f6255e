"""As much of py4j's Python half as the wrappers need: its text protocol over one socket."""

import socket


class Gateway:
    def __init__(self, port, token):
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._answers = self._socket.makefile("r", encoding="utf-8", newline="\n")
        self.send(f"A\n{token}\n")

    def send(self, command):
        self._socket.sendall(command.encode("utf-8"))
        answer = self._answers.readline()[1:-1]  # without the mark of a return message
        if not answer.startswith("y"):
            raise RuntimeError(f"Java answered {answer!r} to {command!r}")
        return answer[1:]

    def call(self, target, method, arguments):
        return self.value(self.send(f"c\n{target}\n{method}\n{self.words(arguments)}e\n"))

    def new(self, name, arguments):
        return self.value(self.send(f"i\n{name}\n{self.words(arguments)}e\n"))

    def words(self, arguments):
        return "".join(self.word(argument) + "\n" for argument in arguments)

    def word(self, argument):
        if isinstance(argument, bool):
            return f"b{argument}"
        if isinstance(argument, int):
            return f"i{argument}"
        if isinstance(argument, str):
            return "s" + argument.replace("\\", "\\\\").replace("\n", "\\n")
        if isinstance(argument, list):
            made = self.new("java.util.ArrayList", [])
            for item in argument:
                made.add(item)
            return f"r{made.target}"
        return f"r{argument.target}"

    def value(self, answer):
        kind, rest = answer[:1], answer[1:]
        if kind == "v" or kind == "n":
            return None
        if kind == "s":
            return rest.replace("\\n", "\n").replace("\\\\", "\\")
        if kind == "b":
            return rest == "true"
        if kind in ("i", "L"):
            return int(rest)
        return JavaObject(self, rest)


class JavaObject:
    def __init__(self, gateway, target):
        self.gateway = gateway
        self.target = target

    def __getattr__(self, method):
        return lambda *arguments: self.gateway.call(self.target, method, arguments)


class JavaClass:
    def __init__(self, gateway, name):
        self.gateway = gateway
        self.name = name

    def __call__(self, *arguments):
        return self.gateway.new(self.name, arguments)

    def __getattr__(self, method):
        return lambda *arguments: self.gateway.call("z:" + self.name, method, arguments)


class JavaPackage:
    """What a name leads to that is no class."""

    def __init__(self, gateway, name=""):
        self.gateway = gateway
        self.name = name

    def __getattr__(self, part):
        name = f"{self.name}.{part}" if self.name else part
        answer = self.gateway.send(f"r\nu\n{name}\nrj\ne\n")
        return JavaClass(self.gateway, name) if answer.startswith("c") else JavaPackage(self.gateway, name)
