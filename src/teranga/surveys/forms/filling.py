"""What the filling page says of an answer on its way."""

from django import forms


class ProgressForm(forms.Form):
    filling = forms.UUIDField()
    md5 = forms.CharField(max_length=32)
    last_question = forms.CharField(max_length=250, required=False)
    n_answered = forms.IntegerField(min_value=0, required=False)
    is_sent = forms.BooleanField(required=False)
