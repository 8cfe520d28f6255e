import uuid


class Param:
    def __init__(self, parent, name, doc, typeConverter=None):
        self.name = name
        self.doc = doc
        self.typeConverter = typeConverter


class TypeConverters:
    @staticmethod
    def toString(value):
        return TypeConverters._checked(value, str)

    @staticmethod
    def toInt(value):
        return TypeConverters._checked(value, int)

    @staticmethod
    def toBoolean(value):
        return TypeConverters._checked(value, bool)

    @staticmethod
    def _checked(value, wanted):
        if type(value) is not wanted:
            raise TypeError(f"Could not convert {value!r} to {wanted.__name__}")
        return value


class Params:
    def __init__(self):
        self.uid = f"{type(self).__name__}_{uuid.uuid4().hex[-12:]}"
        self._set_values = {}
        self._defaults = {}

    @staticmethod
    def _dummy():
        return None

    @property
    def params(self):
        attributes = (getattr(type(self), name) for name in sorted(dir(type(self))) if name != "params")
        return [attribute for attribute in attributes if isinstance(attribute, Param)]

    def _set(self, **values):
        for name, value in values.items():
            if value is not None:
                self._set_values[name] = getattr(self, name).typeConverter(value)
        return self

    def _setDefault(self, **values):
        self._defaults.update(values)
        return self

    def getOrDefault(self, param):
        return self._set_values.get(param.name, self._defaults.get(param.name))
