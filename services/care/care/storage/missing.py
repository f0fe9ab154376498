"""What is not there, or not for whoever asks: the two look alike."""


class Missing(Exception):
    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
