"""The phone's words in the session's language, handed to the component as data; `{name}` stands for a value."""

from trainer.web.i18n import _


def phone_texts() -> dict[str, str]:
    """Every text of the phone, by the name its scripts use."""
    return (
        _state() | _ringing() | _conversation() | _words() | _controls() | _desk() | _order() | _settings() | _trouble()
    )


def _state() -> dict[str, str]:
    return {
        "loading": _("Connecting to the call…"),
        "no_such_call": _("This call does not exist, or belongs to someone else."),
        "phone": _("Phone"),
        "desk": _("Desk"),
        "panes": _("Parts of the desk"),
        "state_loading": _("Connecting"),
        "state_ringing": _("Ringing"),
        "state_calling": _("Calling"),
        "state_talking": _("On the line"),
        "state_on_hold": _("On hold"),
        "state_ended": _("Call ended"),
        "call_time": _("Time on the call"),
        "saved": _("Saved {time}"),
    }


def _ringing() -> dict[str, str]:
    return {
        "incoming": _("Incoming call"),
        "calling": _("Calling the customer…"),
        "waited": _("The customer waited {n} s in the queue"),
        "pressed": _("pressed {key}"),
        "listen_menu": _("Listen to the menu"),
        "skip": _("Skip"),
        "answer": _("Answer"),
        "sound_locked": _("Click or press any key to hear the phone ring."),
    }


def _conversation() -> dict[str, str]:
    return {
        "conversation": _("Conversation"),
        "you": _("You"),
        "speaking_now": _("Speaking…"),
        "spoke": _("Spoke"),
        "spoken_pending": _("Your recording"),
        "sending": _("on its way"),
        "unsure": _("heard with doubt"),
        "not_understood": _("(the words could not be made out)"),
        "no_words": _("(no words)"),
        "event_answer": _("You picked up"),
        "event_hold": _("Customer put on hold"),
        "event_resume": _("Customer taken back"),
        "event_hang_up": _("You hung up"),
        "event_ended": _("The call ended"),
        "event_lookup": _("Looked up: {label}"),
        "event_lookup_refused": _("Not shown yet: {label}"),
        "event_search": _("Searched for “{words}”"),
        "event_read": _("Opened: {title}"),
        "event_transfer": _("Put through to {target}"),
    }


def _words() -> dict[str, str]:
    return {
        "speak": _("Speak"),
        "done": _("Done"),
        "discard": _("Discard"),
        "type_reply": _("Type your reply"),
        "send": _("Send"),
        "opening_microphone": _("Opening the microphone…"),
        "hands_free_listens": _("Listening. Just talk."),
        "hands_free_hears": _("I hear you. Pause when you have finished."),
        "nothing_heard": _("Nothing was heard, and nothing was counted. Say it again, or type it."),
        "microphone_insecure": _(
            "This page may not use a microphone, because the address is neither HTTPS nor this computer. "
            "You can type everything."
        ),
        "microphone_absent": _("No microphone was found. You can type everything."),
        "microphone_refused": _(
            "The browser was not allowed to use the microphone. You can type everything, or allow it in "
            "the address bar and reload."
        ),
        "microphone_busy": _("The microphone is in use by another program. Close that and try again, or type."),
        "microphone_stuck": _(
            "The microphone did not start. Connect a headset and reload the page. You can type everything."
        ),
        "microphone_lost": _(
            "The microphone was disconnected, and what you were saying was not sent. Connect it and try again, or type."
        ),
        "no_recogniser_before": _(
            "No speech recogniser is installed for this language, so please type your replies. What you "
            "record is kept for your trainer."
        ),
        "no_recogniser_short": _(
            "No speech recogniser for this language: type your replies. Recordings are kept for your trainer."
        ),
        "no_recogniser": _("Your words could not be recognised here. Please type what you said."),
        "no_recogniser_kept": _(
            "Your recording is kept for your trainer. Now type what you said, so that the call goes on."
        ),
        "voice_failed": _("The customer's voice could not be played."),
        "no_sound": _(
            "This computer plays no sound: no loudspeaker or headset was found. Connect one and reload the page."
        ),
    }


def _controls() -> dict[str, str]:
    return {
        "controls": _("Call controls"),
        "hold": _("Hold"),
        "resume": _("Resume"),
        "transfer": _("Transfer"),
        "hang_up": _("Hang up"),
        "captions": _("Captions"),
        "repeat": _("Repeat"),
        "settings": _("Settings"),
        "hold_time": _("On hold {time} of {limit}"),
        "hold_over": _("On hold {time}, longer than {limit}: go back to the customer"),
        "hold_free": _("On hold {time}"),
        "transfer_to": _("Where to?"),
        "handover_note": _("Note for the colleague"),
        "handover_hint": _("What your colleague needs to know: who, what, what was done"),
        "put_through": _("Put through"),
        "back_to_call": _("Back to the call"),
        "hang_up_question": _("The customer has not finished. End the call anyway?"),
        "keep_talking": _("Keep talking"),
        "call_over": _("The call is over."),
        "to_order": _("Fill in the form"),
    }


def _desk() -> dict[str, str]:
    return {
        "briefing": _("What this is about"),
        "customer_card": _("Customer"),
        "name": _("Customer name"),
        "records": _("Records"),
        "look_up": _("Look up: {label}"),
        "look_up_refused": _("Not shown yet. First check with the customer what the briefing asks for."),
        "knowledge": _("Knowledge"),
        "search_knowledge": _("Search the knowledge"),
        "search": _("Search"),
        "found": _("{n} found for “{words}”"),
        "found_nothing": _("Nothing found for “{words}”. Try other words."),
        "all_articles": _("All articles"),
    }


def _order() -> dict[str, str]:
    return {
        "order": _("Work order"),
        "order_later": _("You can fill it in during the call; it is handed in after it."),
        "order_after": _("It opens when the call has ended."),
        "order_now": _("Write down what the next colleague needs to know."),
        "order_none": _("This call has no form to fill in. Finish to see how it went."),
        "order_in": _("The call is saved and scored."),
        "order_away": _("The server can't be reached. What you wrote is kept here; try again in a moment."),
        "choose": _("Choose…"),
        "submit": _("Submit"),
        "see_result": _("See how it went"),
        "time_left": _("{time} left"),
        "time_over": _("{time} over"),
    }


def _settings() -> dict[str, str]:
    return {
        "volume": _("Volume"),
        "hands_free": _("Hands-free"),
        "hands_free_note": _(
            "Your words are sent when you pause. To cut in on the customer, press the microphone button."
        ),
        "patience": _("Patience with pauses"),
        "seconds_short": _("s"),
        "browser_voice": _("The browser's voice"),
        "browser_voice_note": _("The customer is read out by this browser."),
        "browser_hearing": _("The browser's recognition"),
        "browser_hearing_note": _(
            "What you say may leave this computer: many browsers send it to their maker. Your voice is "
            "then not recorded here."
        ),
        "keys": _("Keys"),
        "space_bar": _("Space"),
        "key_space": _("Talk and finish, when no field is focused"),
        "key_answer": _("Pick up"),
        "key_speak": _("Talk and finish"),
        "key_type": _("Go to the reply"),
        "key_repeat": _("Hear the customer again"),
        "key_hold": _("Hold and take back"),
        "key_captions": _("Captions on or off"),
        "key_search": _("Go to the search"),
        "key_transfer": _("Open the transfer"),
        "key_order": _("Go to the work order"),
        "key_hang_up": _("End the call"),
    }


def _trouble() -> dict[str, str]:
    return {
        "reconnecting": _("Reconnecting… Nothing is lost; the call goes on where it was."),
        "reconnecting_kept": _("Reconnecting… Nothing is lost: {n} kept here and sent as soon as the server answers."),
        "try_now": _("Try now"),
        "elsewhere": _("This call goes on in another tab. Whatever you do here brings it back."),
        "continue_here": _("Continue here"),
        "moved_elsewhere": _("The call went on in another tab, so that was not done. Look at where it is now."),
        "moved_elsewhere_words": _(
            "The call went on in another tab, so your words were not sent; they are back in the field."
        ),
        "understood": _("OK"),
        "signed_out": _("Your sign-in has run out. Sign in again and the call goes on; nothing is lost."),
        "someone_else": _(
            "Somebody else is signed in here. Sign in as who you were and the call goes on; nothing is lost."
        ),
        "user_name": _("User name"),
        "password": _("Password"),
        "sign_in": _("Sign in"),
        "sign_in_failed": _("That user name and password do not match."),
        "throttled": _("Too many attempts. It goes on by itself in a moment."),
        "trouble": _("The server has a problem. What you did is kept and tried again."),
        "store_failed": _(
            "The server can't store anything at the moment (its disk may be full). All up to your last "
            "answer is kept; this is tried again."
        ),
        "problem_bad_audio": _("The recording could not be read and was not counted. Say it again, or type it."),
        "problem_too_long": _("That was too long and was not counted. Say it in shorter parts."),
        "problem_bad_input": _("That could not be taken and was not counted. Say it in other words."),
        "problem_engine_failed": _("The speech recogniser failed, and nothing was counted. Type what you said."),
        "problem_call_ended": _("The call had already ended, so that was not counted."),
        "problem_call_interrupted": _("This call was left too long ago to go on. Load the page to try it again."),
        "problem_not_allowed": _("That is not possible for this account."),
        "problem_not_found": _("That is not there any more."),
        "problem_out_of_order": _("The call has gone on in the meantime. Look at where it is now."),
        "problem_content_problem": _("This call can't be used: its content has mistakes. Tell your trainer."),
        "problem_store_failed": _("The server can't store anything at the moment. Tell your trainer, and try again."),
        "problem_throttled": _("Too many attempts. Wait a moment, and try again."),
        "problem_failed": _("The server has a problem. Try again in a moment."),
    }
